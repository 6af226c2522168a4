/** A statement drafted from a track's answers. Pure. */

/**
 * @param {string} pattern with `{prompt}` where an answer goes
 * @param {Map<string, *>} saved answers by `<track>.<prompt>`
 * @param {Object<string, string>} names what stands in brackets for an answer that is missing
 * @returns {string} '' while no prompt is answered
 */
export function draft(pattern, track, saved, names) {
  const answerTo = (prompt) => {
    const answer = saved.get(`${track}.${prompt}`)
    return typeof answer === 'string' ? answer.trim() : ''
  }
  const slot = /\{([^{}]+)\}/g
  if (![...pattern.matchAll(slot)].some(([, prompt]) => answerTo(prompt))) return ''
  return pattern.replace(slot, (_, prompt) => {
    const answer = answerTo(prompt)
    if (!answer) return names[prompt] ? `[${names[prompt]}]` : ''
    return /[.!?…]["”’)]?$/.test(answer) ? answer : `${answer}.`
  }).replace(/ {2,}/g, ' ').trim()
}

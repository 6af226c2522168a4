/** Which hint an answer earns. Pure. */

const straight = (text) => text.replaceAll('’', "'")
const escaped = (text) => straight(text).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The first of the words that stands in the text as a word of its own, as it is written there. */
function found(text, words) {
  const match = new RegExp(`(?<!\\p{L})(?:${words.map(escaped).join('|')})(?!\\p{L})`, 'iu').exec(straight(text))
  return match?.[0]
}

/**
 * @param {{prompts: string[], has: string[], lacks: string[], says: string}[]} hints
 * @returns {string} what the first hint says that has something to say, or ''
 */
export function hintFor(answer, prompt, hints) {
  if (!answer.trim()) return ''
  for (const {prompts, has, lacks, says} of hints) {
    if (!prompts.includes(prompt)) continue
    const word = has.length ? found(answer, has) : undefined
    if (word) return says.replaceAll('{word}', word)
    if (lacks.length && !found(answer, lacks)) return says
  }
  return ''
}

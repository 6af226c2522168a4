/**
 * Answers in a link's fragment: `answers=<quiz version>~<question>.<option>_…~<checksum>`. Pure.
 * The checksum tells a cut or altered link from a whole one; it keeps no secret.
 */

const LONGEST = 4096
const SHAPE = /^answers=(\d{1,9})~([a-z0-9._-]*)~([0-9a-f]{8})(?![0-9a-z])/

/** FNV-1a, 32 bits, as eight hex digits. */
function checksum(text) {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/** @param {Iterable<[string, string]>} answers question id and option id */
export function encode(answers, version) {
  const body = `${version}~${[...answers].map(([question, option]) => `${question}.${option}`).join('_')}`
  return `answers=${body}~${checksum(body)}`
}

/**
 * @param {(question: string, option: string) => boolean} known whether the quiz has this answer
 * @returns {{answers: Map<string, string>}|{problem: 'older'|'garbled'}|null} null: no such link
 */
export function decode(fragment, version, known) {
  if (!fragment.startsWith('answers=')) return null
  const match = fragment.length <= LONGEST && SHAPE.exec(fragment)
  if (!match || checksum(`${match[1]}~${match[2]}`) !== match[3]) return {problem: 'garbled'}
  if (match[1] !== version) return {problem: 'older'}
  const answers = new Map()
  for (const pair of match[2].split('_').filter(Boolean)) {
    const [question, option] = pair.split(/\.(.*)/)
    if (answers.has(question) || !known(question, option)) return {problem: 'garbled'}
    answers.set(question, option)
  }
  return {answers}
}

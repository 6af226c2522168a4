/**
 * The workbook as a file, as file.schema.json says. Reading trusts nothing, and comparing loses nothing. Pure.
 */
import {both, isText, same} from '../aid/merge.js'

const FORMAT = 1
/** Characters. */
export const LARGEST = 2_000_000
const MOST = 10_000
const LONGEST = 100_000
const NAME = /^[a-z]{1,20}\/[a-z0-9-]{1,80}(\.[a-z0-9-]{1,80}){0,2}$/
const isId = (value) => typeof value === 'string' && /^[a-z0-9-]{1,80}$/.test(value)

/** What an entry of a part may be; the aids' parts take a text, a number or true. */
const KINDS = {
  ticks: (value) => value === true,
  answers: isId,
  reader: (value) => typeof value === 'string' && value !== '' && value.length <= 80,
  quiz: (value) => Array.isArray(value) && value.length <= 1000 && value.every(isId),
}
const written = (value) => value === true || Number.isFinite(value) || (typeof value === 'string' && value !== '' && value.length <= LONGEST)

/**
 * @param {Map<string, *>} entries by `<part>/<name>`; @param {Date} now
 * @returns {{text: string, left: number}} the file's text, and how many entries it cannot hold, damaged as they are
 */
export function pack(namespace, entries, now) {
  const sound = [...entries].filter(isSound).sort(([a], [b]) => (a < b ? -1 : 1))
  const file = {guide: namespace, format: FORMAT, saved: now.toISOString(), entries: Object.fromEntries(sound)}
  return {text: `${JSON.stringify(file, null, 1)}\n`, left: entries.size - sound.length}
}

function isSound([name, value]) {
  if (!NAME.test(name)) return false
  const part = name.split('/')[0]
  return Object.hasOwn(KINDS, part) ? KINDS[part](value) : written(value)
}

/** @returns {{entries: Map<string, *>, saved: string}|{problem: string, entry?: string}} */
export function unpack(text, namespace) {
  if (text.length > LARGEST) return {problem: 'large'}
  let file
  try {
    file = JSON.parse(text)
  } catch {
    return {problem: 'cut'}
  }
  if (file?.guide !== namespace || !Number.isInteger(file.format)) return {problem: 'foreign'}
  if (file.format > FORMAT) return {problem: 'newer'}
  if (file.format < FORMAT || typeof file.entries !== 'object' || !file.entries || Array.isArray(file.entries)) return {problem: 'foreign'}
  const entries = Object.entries(file.entries)
  if (entries.length > MOST) return {problem: 'large'}
  const wrong = entries.find((entry) => !isSound(entry))
  if (wrong) return {problem: 'damaged', entry: wrong[0].slice(0, 80)}
  return {entries: new Map(entries), saved: typeof file.saved === 'string' ? file.saved.slice(0, 10) : ''}
}

/** Two values of one entry as one, or undefined if they are different choices. */
function joined(name, here, there) {
  const [part, entry] = name.split('/')
  if (isText(part, entry, here) && isText(part, entry, there)) return both(here, there)
  if (Array.isArray(here) && Array.isArray(there)) return [...new Set([...here, ...there])]
  if (entry.endsWith('.order')) return here // where it stands is no content
  if (entry.endsWith('.at')) return here > there ? here : there
  return undefined
}

/**
 * What a file would change.
 * @returns {{added: [string, *][], joined: [string, *][], differing: [string, *, *][]}} names with the value to
 *   write; for those that differ, the value here and the file's
 */
export function compare(here, file) {
  const found = {added: [], joined: [], differing: []}
  for (const [name, value] of file) {
    if (!here.has(name)) found.added.push([name, value])
    else if (!same(here.get(name), value)) {
      const one = joined(name, here.get(name), value)
      if (one === undefined) found.differing.push([name, here.get(name), value])
      else if (!same(one, here.get(name))) found.joined.push([name, one])
    }
  }
  return found
}

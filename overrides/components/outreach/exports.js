/** The board as a table and its dates for a calendar. Pure, but for `exported`. */
import {download} from '../aid/handover.js'
import {count} from '../aid/words.js'

const encoder = new TextEncoder()

/** What a record holds as text; what is saved may be anything. */
function textOf(record, field) {
  const value = record.get(field)
  return typeof value === 'string' ? value : ''
}

/** The date of someone's next step, or '' if it is none. */
function dateOf(person) {
  const date = textOf(person, 'date')
  const at = new Date(date)
  return /^\d{4}-\d\d-\d\d$/.test(date) && !isNaN(at) && at.toISOString().startsWith(date) ? date : ''
}

const named = (names, id) => (Object.hasOwn(names, id) ? names[id] : id)
const inOneLine = (text) => text.trim().replace(/\s+/g, ' ')

/** A spreadsheet takes such a cell for a formula, also in full width and behind what cannot be seen. */
const FORMULA = /^[\s\p{Cc}\p{Cf}\p{DI}]*[=+\-@\t\r]/u

function cell(text) {
  const safe = FORMULA.test(text.normalize('NFKC')) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

/** A table as spreadsheets open it. */
export function csv(people, {columns, names, begins}) {
  const value = (person, field) => {
    if (field === 'node') return named(names.node, textOf(person, field))
    if (field === 'state') return named(names.state, textOf(person, field) || begins)
    return textOf(person, field)
  }
  const rows = people.map((person) => columns.map(([field]) => value(person, field)))
  return `\uFEFF${[columns.map(([, name]) => name), ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`
}

/** RFC 5545: 75 octets a line at most, no character cut in two. */
function folded(line) {
  let text = ''
  let octets = 0
  for (const character of line) {
    const more = encoder.encode(character).length
    if (octets + more > 75) {
      text += '\r\n '
      octets = 1
    }
    text += character
    octets += more
  }
  return `${text}\r\n`
}

const escaped = (text) => text
  .replace(/[\\;,]/g, '\\$&')
  .replace(/\r\n?|[\n\u0085\u2028\u2029]/g, '\\n')
  .replace(/[^\P{Cc}\t]/gu, '')

/** Whoever is open and has a date. */
const dated = (people, {closed}) => people.filter((person) => dateOf(person) && !closed.includes(person.get('state')))

/** A whole day for everyone who is open and has a date. */
export function ics(people, about, storage, now = new Date()) {
  const {columns, names, who, next} = about
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '')
  const apart = [who, next, 'date', 'state']
  const events = dated(people, about).map((person) => {
    const node = named(names.node, textOf(person, 'node'))
    const title = [next, who].map((field) => inOneLine(textOf(person, field))).filter(Boolean).join(': ')
    const more = columns
      .filter(([field]) => !apart.includes(field))
      .map(([field, name]) => [name, field === 'node' ? node : textOf(person, field).trim()])
      .filter(([, text]) => text)
      .map(([name, text]) => `${name}: ${text}`)
    return [
      'BEGIN:VEVENT',
      `UID:${escaped(person.id)}@${storage}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${dateOf(person).replaceAll('-', '')}`,
      `SUMMARY:${escaped(title || node || 'Next step')}`,
      `DESCRIPTION:${escaped(more.join('\n'))}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]
  })
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//${storage}//outreach//EN`,
    ...events.flat(),
    'END:VCALENDAR',
  ].map(folded).join('')
}

/** @returns {string} what was saved, in a sentence or two */
export function exported(kind, people, about, storage) {
  if (kind === 'csv') {
    if (!people.length) return 'Nobody is on the board yet, so there is nothing to save.'
    download(csv(people, about), 'outreach.csv', 'text/csv')
    return `Saved ${count(people.length, 'person', 'people')} as outreach.csv.`
  }
  const dates = dated(people, about).length
  if (!dates) return 'Nobody who is open has a date, so there is nothing for a calendar.'
  download(ics(people, about, storage), 'outreach.ics', 'text/calendar')
  const others = people.length - dates
  return `Saved ${count(dates, 'date')} as outreach.ics.${others ? ` Left out, closed or without a date: ${others}.` : ''}`
}

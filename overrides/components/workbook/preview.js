/** Says what a file would change, before anything is. */
import {count} from '../aid/words.js'

const SHOWN = 120 // characters
// What a person, a story or the like goes by.
const NAMES = ['who', 'title', 'text', 'name', 'factor', 'breaker']
// Only the scripts need these.
const UNSAID = /\.(?:order|at|role|own-factor|own-breaker)$/

function item(...content) {
  const made = document.createElement('li')
  made.append(...content)
  return made
}

function shortened(value) {
  const text = value === true ? '✓' : String(value)
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}

/** @param workbook the element with the regions; @param changes as compare() gives them; @param file as unpack() does */
export function showChanges(workbook, {added, joined, differing}, {entries, saved}) {
  const {region} = workbook
  const {questions} = workbook.about.quiz
  const sheet = workbook.querySelector('template[data-sheet]').content
  const buttons = [...workbook.querySelectorAll('[data-action=clear-part]')]

  /** An entry as a reader knows it: what it belongs to and what it says before its value; and how to word a value. */
  function known(name) {
    const [part, entry] = name.split('/')
    const [id, ...field] = entry.split('.')
    const place = buttons.find(({value}) => value.split(' ').includes(part))?.dataset.name ?? workbook.text('settings')
    const question = part === 'answers' ? questions.findIndex(([own]) => own === id) : -1
    if (question >= 0) {
      const options = Object.keys(questions[question][1])
      return {label: `${place}, question ${question + 1}`, inWords: (value) => 'ABCD'[options.indexOf(value)] ?? '–'}
    }
    const slot = sheet.querySelector(`[data-entry="${name}"], [data-tick="${name}"], [data-records="${part}"] [data-field="${field.join('.')}"]`)
    const record = NAMES.map((each) => `${part}/${id}.${each}`).map((each) => workbook.saved.get(each) ?? entries.get(each)).find(Boolean)
    const before = slot?.textContent.replace(/[\s:·]+$/, '').trim() || field.join('.') || entry
    const words = JSON.parse(slot?.dataset.words ?? '{}')
    return {
      label: [place, record && shortened(record), before].filter(Boolean).join(', '),
      inWords: (value) => (Object.hasOwn(words, value) ? words[value] : shortened(value)),
    }
  }

  const [shown, both] = [added, joined].map((changes) => changes.filter(([name]) => !UNSAID.test(name)))
  region('summary').textContent = [
    saved && `The file was saved on ${saved}.`,
    shown.length && `It would add ${count(shown.length, 'entry', 'entries')}.`,
    both.length && `It would join ${count(both.length, 'text')}, keeping both versions.`,
    differing.length && `In ${count(differing.length, 'place')} it has a different choice.`,
    'Nothing is deleted.',
  ].filter(Boolean).join(' ')
  const list = (name, changes, wording) => {
    region(name).hidden = !changes.length
    region(name).querySelector('ul').replaceChildren(...changes.map(([entry]) => item(wording(entry, known(entry)))))
  }
  const choice = (name, {label, inWords}) => {
    const made = document.createElement('label')
    const box = Object.assign(document.createElement('input'), {type: 'checkbox', value: name})
    const [here, there] = [workbook.saved, entries].map((all) => inWords(all.get(name)))
    made.append(box, ` ${label}: here “${here}”, in the file “${there}”. Take the file’s.`)
    return made
  }
  list('added', shown, (name, {label, inWords}) => `${label}: ${inWords(entries.get(name))}`)
  list('joined', both, choice)
  list('differing', differing, choice)
}

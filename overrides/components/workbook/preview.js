/** Says what a file would change, before anything is. */
import {count} from '../aid/words.js'

const SHOWN = 120 // characters of a text that are enough to know it by

function element(tag, ...content) {
  const made = document.createElement(tag)
  made.append(...content)
  return made
}

const shortened = (value) => {
  const text = value === true ? 'ticked' : Array.isArray(value) ? count(value.length, 'question') : String(value)
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}

/** @param workbook the element with the slots; @param changes as compare() in file.js gives them */
export function showChanges(workbook, {added, joined, differing}, saved) {
  const {region} = workbook
  const sheet = workbook.querySelector('template[data-sheet]').content
  const parts = new Map([...workbook.querySelectorAll('[data-action=clear-part]')].flatMap(({value, dataset}) => value.split(' ').map((part) => [part, dataset.name])))

  /** What a reader knows an entry by: its words on the sheet, and in what part of the workbook it is. */
  function label(name) {
    const [part, entry] = name.split('/')
    const own = sheet.querySelector(`[data-entry="${name}"], [data-tick="${name}"]`)
    const field = entry.split('.').slice(1).join('.')
    const shared = sheet.querySelector(`[data-records="${part}"] [data-field="${field}"]`)
    const question = workbook.about.quiz.questions.findIndex(([id]) => part === 'answers' && id === entry)
    const words = question >= 0 ? `question ${question + 1}` : (own ?? shared)?.textContent.replace(/[\s:·]+$/, '').trim() || field
    return [parts.get(part) ?? 'Settings', words].filter(Boolean).join(', ')
  }

  /** A choice as the sheet has it in words. */
  function inWords(name, value) {
    const [part, entry] = name.split('/')
    if (part === 'answers') {
      const options = workbook.about.quiz.questions.find(([id]) => id === entry)?.[1] ?? {}
      return value in options ? `answer ${'ABCD'[options[value]]}` : 'another answer'
    }
    const field = entry.split('.').slice(1).join('.')
    const known = sheet.querySelector(`[data-entry="${name}"][data-words]`) ?? sheet.querySelector(`[data-records="${part}"] [data-field="${field}"][data-words]`)
    return (known && JSON.parse(known.dataset.words)[value]) ?? shortened(value)
  }

  const list = (entries) => entries.map(([name, value]) => element('li', `${label(name)}: ${inWords(name, value)}`))
  const shown = added.filter(([name]) => !/\.(order|at)$/.test(name))
  region('summary').textContent = [
    saved && `The file was saved on ${saved}.`,
    shown.length && `It would add ${count(shown.length, 'entry', 'entries')}.`,
    joined.length && `It would join ${count(joined.length, 'text')}, keeping both versions.`,
    differing.length && `In ${count(differing.length, 'place')} it has a different choice.`,
    'Nothing is deleted.',
  ].filter(Boolean).join(' ')
  for (const [name, entries] of [['joined', joined], ['added', shown]]) {
    region(name).hidden = !entries.length
    region(name).querySelector('ul').replaceChildren(...list(entries))
  }
  region('differing').hidden = !differing.length
  region('differing').querySelector('ul').replaceChildren(...differing.map(([name, here, there]) => {
    const box = Object.assign(document.createElement('input'), {type: 'checkbox', value: name})
    return element('li', element('label', box, ` ${label(name)}: here “${inWords(name, here)}”, in the file “${inWords(name, there)}”. Take the file’s.`))
  }))
}

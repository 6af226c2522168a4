/** The reader's own sheet, from the page's template and what is saved; and the same as Markdown. */
import {records} from '../aid/records.js'
import {draft} from '../positioning/draft.js'
import {partOf} from './shelf.js'

/** @param {DocumentFragment} sheet a copy of the template; @param {Map<string, *>} all entries by `<part>/<name>` */
export function fill(sheet, all) {
  for (const list of sheet.querySelectorAll('[data-records]')) copyRecords(list, all)
  for (const slot of sheet.querySelectorAll('[data-tick]')) slot.prepend(all.get(slot.dataset.tick) === true ? '☑ ' : '☐ ')
  for (const slot of sheet.querySelectorAll('[data-entry]')) {
    const {entry, words, pattern} = slot.dataset
    const value = all.get(entry) ?? (pattern && draft(pattern, entry.split(/[/.]/)[1], partOf(all, 'positioning'), {}))
    if (value === undefined || value === '') slot.remove()
    else if (value !== true) slot.append(words ? JSON.parse(words)[value] ?? value : value)
  }
  for (const block of [...sheet.querySelectorAll('[data-block]')].reverse()) {
    const ticked = [...block.querySelectorAll('[data-tick]')].some(({dataset}) => all.get(dataset.tick) === true)
    if (!ticked && !block.querySelector('[data-entry]')) block.remove()
  }
  return sheet
}

function copyRecords(list, all) {
  const {records: part, fieldIs, value, others} = list.dataset
  const prototype = list.firstElementChild
  const wanted = records(partOf(all, part)).filter(({get}) => {
    if (others) return !others.split(' ').includes(get(fieldIs))
    return value ? get(fieldIs) === value : !fieldIs || fieldIs.split(' ').some(get)
  })
  list.replaceChildren(...wanted.map(({id, get}) => {
    const copy = prototype.cloneNode(true)
    for (const slot of copy.querySelectorAll('[data-field]')) slot.dataset.entry = `${part}/${id}.${slot.dataset.field}`
    // What the reader added to the matrix has no place in the template.
    for (const [kind, before, after] of [['mark', '', ': '], ['breaks', 'Deal-breaker: ', '']]) {
      const slot = copy.querySelector(`[data-field^="${kind}."]`)
      for (const own of slot ? records(partOf(all, part)).filter((record) => get(`${kind}.${record.id}`)) : []) {
        const item = slot.cloneNode()
        item.dataset.entry = `${part}/${id}.${kind}.${own.id}`
        item.append(before, own.get('factor') ?? own.get('breaker') ?? '', after)
        if (own.get('own-factor') || own.get('own-breaker')) slot.parentElement.append(item)
      }
    }
    return copy
  }))
}

const BEFORE = {H3: '## ', H4: '### ', LI: '- '}
// What would be markup in Markdown is not meant as such.
const plain = (text) => text.replace(/[\\`*_[\]<>#|]/g, '\\$&').replace(/^(\s*)([-+]|\d+\.) /gm, '$1\\$2 ')

/** The text of a filled sheet as Markdown. */
export function markdown(sheet, title) {
  const lines = [`# ${title}`]
  for (const element of sheet.querySelectorAll('h3, h4, p, li')) {
    const [, tick] = element.textContent.match(/^([☑☐]) /) ?? []
    const text = plain(element.textContent.replace(/^[☑☐] /, '').trim())
    if (!text) continue
    const before = tick ? `- [${tick === '☑' ? 'x' : ' '}] ` : BEFORE[element.tagName] ?? ''
    const listed = element.tagName === 'LI' && element.previousElementSibling
    lines.push(`${listed ? '' : '\n'}${before}${element.tagName === 'LI' ? text.replaceAll('\n', '\n  ') : text}`)
  }
  return `${lines.join('\n')}\n`
}

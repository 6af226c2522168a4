/**
 * <reader-workbook>: how far the reader is with every step, the sheet of all that is saved, and the ways to take it
 * along. What only a press needs is loaded then.
 */
import {Aid} from '../aid/aid.js'
import {printPart} from '../aid/print.js'
import {progress} from '../aid/progress.js'
import {Shelf, partOf} from './shelf.js'
import {fill, markdown} from './sheet.js'

class ReaderWorkbook extends Aid {
  #headline = ''
  #file

  open() {
    return new Shelf(this.dataset.storage, this.about.parts)
  }

  start() {
    this.region = (name) => this.querySelector(`[data-slot=${name}]`)
    for (const part of this.querySelectorAll('.only-script')) part.hidden = false
    this.steps = [...this.querySelectorAll('.steps > li')].map((item) => ({item, kind: item.dataset.kind, about: JSON.parse(item.dataset.about)}))
    this.chooser = this.querySelector('input[type=file]')
    this.chooser.addEventListener('change', () => this.chooser.files[0] && this.#read(this.chooser.files[0]))
  }

  async show() {
    await this.#score()
    const states = this.steps.map((step) => this.#state(step))
    this.steps.forEach(({item}, i) => {
      const {done, begun, text} = states[i]
      item.querySelector('[data-slot=state]').textContent = `${done ? '✓ Done.' : begun ? 'Begun.' : 'Not begun.'} ${text}`.trim()
      item.toggleAttribute('data-done', done)
    })
    const next = this.steps.findIndex(({item}, i) => !item.hidden && !states[i].done)
    this.#showNext(this.steps[next]?.item)
    await this.#showSheet()
  }

  #state({kind, about}) {
    const saved = partOf(this.saved, kind)
    if (kind === 'checklist') {
      const ticks = about.filter((item) => this.saved.get(`ticks/${item}`) === true).length
      return {begun: ticks > 0, done: ticks === about.length, text: `${ticks} of ${about.length} ticked.`}
    }
    if (kind !== 'quiz') return progress[kind](saved, about, this.track)
    const own = partOf(this.saved, 'answers')
    const given = this.about.quiz.questions.filter(([id, options]) => own.get(id) in options).length
    const text = this.#headline && `${this.#headline}. `
    return {begun: own.size > 0, done: given >= this.about.quiz.limits.leastAnswers, text: `${text}${given} of ${this.about.quiz.questions.length} questions answered.`}
  }

  /** The quiz's verdict in words, as the quiz would give it. */
  async #score() {
    const {questions, limits, close, unfinished, leans, clear} = this.about.quiz
    const own = partOf(this.saved, 'answers')
    if (!questions.some(([id]) => own.has(id))) {
      this.#headline = ''
      return
    }
    const {result} = await import('../quiz/scoring.js')
    const {band, side} = result(questions.map(([,, worth]) => worth), questions.map(([id, options]) => options[own.get(id)] ?? null), limits)
    this.#headline = {close, unfinished, leans: leans[side], clear: clear[side]}[band]
  }

  #showNext(item) {
    const slot = this.region('next')
    if (!item) {
      slot.textContent = this.text('finished')
      return
    }
    slot.replaceChildren(...['.step-name', '.step-why'].map((part) => item.querySelector(part).cloneNode(true)))
  }

  async #showSheet() {
    const all = new Map(this.saved)
    const offers = partOf(all, 'offers')
    if (offers.size) {
      const {scores} = await import('./scores.js')
      for (const [name, text] of scores(offers, this.steps.find(({kind}) => kind === 'offers').about)) all.set(name, text)
    }
    if (this.#headline) all.set('result/quiz', `${this.#headline}.`)
    const sheet = this.querySelector('template[data-sheet]').content.cloneNode(true)
    const filled = fill(sheet, all)
    this.region('sheet').replaceChildren(filled.querySelector('section') ? filled : this.text('nothing'))
  }

  act(action, button) {
    switch (action) {
      case 'save': return this.#save()
      case 'open': return this.#choose()
      case 'copy': return this.#copy()
      case 'print-sheet': return this.#print()
      case 'apply': return this.#apply()
      case 'cancel': return this.#close(this.text('left'))
      case 'clear-part': {
        const parts = button.value.split(' ')
        return this.remove([...this.saved.keys()].filter((name) => parts.includes(name.split('/')[0])), this.text('cleared'))
      }
      default: return super.act(action, button)
    }
  }

  #print() {
    this.region('date').textContent = new Date().toLocaleDateString(document.documentElement.lang, {dateStyle: 'long'})
    printPart(this.region('handout'))
  }

  async #save() {
    const {pack} = await import('./file.js')
    const now = new Date()
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([pack(this.dataset.storage, this.saved, now)], {type: 'application/json'}))
    link.download = `workbook-${now.toISOString().slice(0, 10)}.json`
    link.click()
    this.say(this.text('filed', {file: link.download}))
  }

  async #copy() {
    const text = markdown(this.region('sheet'), document.querySelector('h1').firstChild.textContent.trim())
    try {
      await navigator.clipboard.writeText(text)
      this.say(this.text('copied'))
    } catch {
      const slot = this.region('markdown')
      slot.hidden = false
      slot.querySelector('textarea').value = text
      slot.querySelector('textarea').select()
      this.say(this.text('copy'))
    }
  }

  #choose() {
    this.querySelector('.file-choice').hidden = false
    this.chooser.focus()
    this.chooser.click()
  }

  async #read(file) {
    const {LARGEST, unpack} = await import('./file.js')
    const read = file.size > 4 * LARGEST ? {problem: 'large'} : unpack(await file.text(), this.dataset.storage)
    this.chooser.value = '' // so that the same file can be chosen again
    if (read.problem) return this.#close(this.text(read.problem, {entry: read.entry}))
    this.#file = read
    return this.#preview()
  }

  async #preview() {
    const [{compare}, {showChanges}] = await Promise.all([import('./file.js'), import('./preview.js')])
    const changes = compare(this.store.all(), this.#file.entries)
    if (!Object.values(changes).some(({length}) => length)) return this.#close(this.text('same'))
    this.region('preview').hidden = false
    showChanges(this, changes, this.#file.saved)
    return this.region('preview').querySelector('h3').focus()
  }

  async #apply() {
    const {compare} = await import('./file.js')
    const ticked = new Set([...this.querySelectorAll('[data-slot=differing] :checked')].map(({value}) => value))
    // Compared anew: another tab may have written while the reader was reading.
    const {added, joined, differing} = compare(this.store.all(), this.#file.entries)
    const chosen = differing.filter(([name]) => ticked.has(name)).map(([name,, theirs]) => [name, theirs])
    const kept = this.replace([...added, ...joined, ...chosen], this.text('applied'))
    this.#close(kept ? this.text('applied') : this.text('full'))
    if (kept) this.querySelector('[data-action=undo]').focus()
  }

  #close(said) {
    this.#file = undefined
    this.region('preview').hidden = true
    this.querySelector('.file-choice').hidden = true
    this.querySelector('[data-action=open]').focus()
    this.say(said)
  }
}

customElements.define('reader-workbook', ReaderWorkbook)

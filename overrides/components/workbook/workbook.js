/**
 * <reader-workbook>: how far the reader is with every step, the sheet of all that is saved, and ways to take it along.
 */
import {Aid} from '../aid/aid.js'
import {isText} from '../aid/merge.js'
import {printPart} from '../aid/print.js'
import {progress} from '../aid/progress.js'
import {Shelf, partOf} from './shelf.js'
import {fill, markdown} from './sheet.js'

/** Where what a step is about is kept, if not under its own name. */
const PARTS = {checklist: 'ticks', quiz: 'answers'}

class ReaderWorkbook extends Aid {
  /** Counts the calls of show, so that a slow one does not overwrite a later. */
  #run = 0
  #file

  open() {
    return new Shelf(this.dataset.storage, this.about.parts)
  }

  isText(name, value) {
    const [part, entry] = name.split('/')
    return isText(part, entry, value)
  }

  start() {
    this.region = (name) => this.querySelector(`[data-slot=${name}]`)
    for (const part of this.querySelectorAll('.only-script')) part.hidden = false
    this.steps = [...this.querySelectorAll('.steps > li')].map((item) => ({item, kind: item.dataset.kind, about: JSON.parse(item.dataset.about) ?? this.about.quiz}))
    this.chooser = this.querySelector('input[type=file]')
    this.chooser.addEventListener('change', () => this.chooser.files[0] && this.#read(this.chooser.files[0]))
  }

  async show() {
    const run = ++this.#run
    const {saved} = this
    const [headline, scored] = await Promise.all([this.#headline(partOf(saved, 'answers')), this.#scores(partOf(saved, 'offers'))])
    if (run !== this.#run) return
    const states = this.steps.map((step) => this.#state(step, headline))
    this.steps.forEach(({item}, i) => {
      const {done, begun, text} = states[i]
      item.querySelector('[data-slot=state]').textContent = `${done ? '✓ Done.' : begun ? 'Begun.' : 'Not begun.'} ${text}`.trim()
      item.toggleAttribute('data-done', done)
    })
    this.#showNext(this.steps.find(({item, kind}, i) => !item.hidden && !states[i].done && !(kind === 'quiz' && this.track))?.item)
    this.#showSheet(new Map([...saved, ...scored, ...headline ? [['result/quiz', `${headline}.`]] : []]))
  }

  #state({kind, about}, headline) {
    const state = progress[kind](partOf(this.saved, PARTS[kind] ?? kind), about, this.track)
    return kind === 'quiz' && headline ? {...state, text: `${headline}. ${state.text}`} : state
  }

  /** The quiz's verdict, as the quiz would give it; '' without answers. */
  async #headline(own) {
    const {questions, limits, close, unfinished, leans, clear} = this.about.quiz
    const scoring = questions.some(([id]) => own.has(id)) && await this.load(() => import('../quiz/scoring.js'))
    if (!scoring) return ''
    const positions = questions.map(([id, options]) => (Object.hasOwn(options, own.get(id)) ? options[own.get(id)] : null))
    const {band, side} = scoring.result(questions.map(([,, worth]) => worth), positions, limits)
    return {close, unfinished, leans: leans[side], clear: clear[side]}[band]
  }

  /** An entry for what each role of the offer matrix adds up to. */
  async #scores(offers) {
    const about = this.steps.find(({kind}) => kind === 'offers')?.about
    const matrix = about && offers.size && await this.load(() => import('../offers/matrix.js'))
    if (!matrix) return []
    return matrix.totals(offers, about).map(({id, score}) => [`offers/${id}.score`, this.text(score < 0 ? 'out' : 'score', {score})])
  }

  #showNext(item) {
    const shown = this.region('next').querySelector('a')?.href
    if (item && item.querySelector('a').href === shown) return // it may have the focus
    const parts = item ? ['.step-name', '.step-why'].map((part) => item.querySelector(part).cloneNode(true)) : [this.text('finished')]
    this.region('next').replaceChildren(...parts)
  }

  #showSheet(all) {
    const filled = fill(this.querySelector('template[data-sheet]').content.cloneNode(true), all)
    this.region('sheet').replaceChildren(filled.querySelector('section') ? filled : this.text('nothing'))
  }

  act(action, button) {
    switch (action) {
      case 'save': return this.#save()
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
    this.region('date').textContent = new Date().toLocaleDateString('en-GB', {dateStyle: 'long'})
    printPart(this.region('handout'))
  }

  async #save() {
    const [file, ways] = await Promise.all([this.load(() => import('./file.js')), this.load(() => import('../aid/handover.js'))])
    if (!file || !ways) return
    const now = new Date()
    const {text, left} = file.pack(this.dataset.storage, this.store.all(), now)
    const name = `workbook-${now.toISOString().slice(0, 10)}.json`
    ways.download(text, name, 'application/json')
    this.say(this.text('filed', {file: name}) + (left ? ` ${this.text('unfit', {left})}` : ''))
  }

  async #copy() {
    const ways = await this.load(() => import('../aid/handover.js'))
    if (!ways) return
    const shown = this.region('markdown')
    shown.textContent = markdown(this.region('sheet'), document.title.split(' - ')[0])
    this.say(this.text(await ways.copy(shown.textContent, shown) ? 'copied' : 'copy'))
  }

  async #read(file) {
    const module = await this.load(() => import('./file.js'))
    if (!module) return
    const large = file.size > 4 * module.LARGEST
    const read = large ? {problem: 'large'} : module.unpack(await file.text().catch(() => ''), this.dataset.storage)
    if (file !== this.chooser.files[0]) return // another was chosen meanwhile
    this.chooser.value = '' // so that the same file can be chosen again
    if (read.problem) this.#close(this.text(read.problem, {entry: read.entry}))
    else await this.#preview(module.compare(this.store.all(), read.entries), read)
  }

  async #preview(changes, file) {
    if (!Object.values(changes).some(({length}) => length)) return this.#close(this.text('same'))
    const module = await this.load(() => import('./preview.js'))
    if (!module) return
    this.#file = file
    this.region('preview').hidden = false
    module.showChanges(this, changes, file)
    this.region('preview').querySelector('h3').focus()
  }

  async #apply() {
    const file = this.#file
    this.#file = undefined
    const module = file && await this.load(() => import('./file.js'))
    if (!module) return
    const ticked = new Set([...this.region('preview').querySelectorAll(':checked')].map(({value}) => value))
    // Compared anew: another tab may have written meanwhile.
    const {added, joined, differing} = module.compare(this.store.all(), file.entries)
    const chosen = [...joined, ...differing].filter(([name]) => ticked.has(name)).map(([name]) => [name, file.entries.get(name)])
    const kept = this.replace([...new Map([...added, ...joined, ...chosen])], this.text('applied'))
    this.#close(this.text(kept ? 'applied' : 'full'), kept ? this.querySelector('[data-action=undo]') : this.chooser)
  }

  #close(said, next = this.chooser) {
    this.#file = undefined
    this.region('preview').hidden = true
    next.focus()
    this.say(said)
  }
}

customElements.define('reader-workbook', ReaderWorkbook)

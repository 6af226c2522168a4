/**
 * What the workbook's aids have in common: a custom element over a form that prints without it. Every named control
 * keeps its value under its name as it is typed; buttons with a data-action call `act`.
 * Names are `<id>`, `<record>.<field>` or `<record>.<field>.<id>`.
 */
import {Store} from '../store/store.js'
import {both, isText, same} from './merge.js'
import {printPart} from './print.js'

const PROBE = 2048 // characters that must still fit, or the store counts as full

function keeps(namespace) {
  const probe = `${namespace}/probe`
  try {
    localStorage.setItem(probe, ' '.repeat(PROBE))
    localStorage.removeItem(probe)
    return true
  } catch {
    return false
  }
}

export class Aid extends HTMLElement {
  #left
  #keeps
  #ask = (event) => event.preventDefault()
  /** What undo puts back, the latest last: lists of {name, value, was}. */
  #changes = []

  connectedCallback() {
    const {storage, about} = this.dataset
    this.#left = new AbortController()
    const {signal} = this.#left
    this.about = JSON.parse(about)
    this.store = this.open()
    /** What holds for all aids: the reader's `track` and speaking `pace`. */
    this.reader = this.store.of?.('reader') ?? new Store(storage, 'reader')
    this.saved = this.store.all()

    this.addEventListener('input', ({target}) => target.name && !target.dataset.action && this.#keep(target), {signal})
    this.addEventListener('click', ({target}) => {
      const button = target.closest('[data-action]')
      if (button) this.act(button.dataset.action, button)
    }, {signal})
    this.addEventListener('change', () => this.refresh(), {signal})
    for (const store of [this.store, this.reader]) store.watch(() => this.refresh(), signal)
    // A browser may keep news from a page in the background.
    document.addEventListener('visibilitychange', () => document.hidden || this.refresh(), {signal})

    for (const each of this.querySelectorAll('.tools, .without-script')) each.hidden = each.matches('.without-script')
    this.#keeps = keeps(storage)
    this.start()
    this.refresh()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  /** The store of this aid's part. */
  open() {
    return new Store(this.dataset.storage, this.dataset.part)
  }

  /** Once, before anything is shown. */
  start() {}

  /** Whenever what is saved may have changed, here or in another tab; the controls have their values by then. */
  show() {}

  act(action) {
    if (action === 'print') printPart(this)
    if (action === 'clear') this.remove([...this.saved.keys()], this.text('cleared'))
    if (action === 'undo') this.#undo()
  }

  /** The reader's track if they have said it, and this page knows it. */
  get track() {
    const track = this.reader.all().get('track')
    return [...this.querySelectorAll('[name=track]')].find(({value}) => value === track)?.value
  }

  /** In words a minute. */
  get pace() {
    const pace = Number(this.reader.all().get('pace'))
    return pace > 0 ? pace : this.about.pace
  }

  get hasUnsaved() {
    return this.store.hasUnsaved || this.reader.hasUnsaved
  }

  isText(name, value) {
    return isText(this.dataset.part, name, value)
  }

  template(name) {
    return this.querySelector(`template[data-row=${name}]`).content.firstElementChild
  }

  /** A module that not every visit needs, or undefined, said in words, if it does not come. */
  load(loading) {
    return loading().catch(() => this.say(this.text('offline')))
  }

  refresh() {
    this.saved = this.store.all()
    this.arrange()
    const reader = this.reader.all()
    for (const control of this.querySelectorAll('[name]')) this.#fill(control, this.#of(control) === this.reader ? reader : this.saved)
    const {track, hasUnsaved} = this
    for (const panel of this.querySelectorAll('[data-for-track]')) panel.hidden = Boolean(track) && panel.dataset.forTrack !== track
    this.querySelector('.aid-warning').hidden = this.#keeps && !hasUnsaved
    // Only while there is something to lose: the listener keeps pages out of the browser's cache.
    if (hasUnsaved) globalThis.addEventListener('beforeunload', this.#ask)
    else globalThis.removeEventListener('beforeunload', this.#ask)
    this.show()
    this.dispatchEvent(new Event('refreshed', {bubbles: true})) // for what else on the page shows the reader's choices
  }

  /** Before the controls are filled: make those that a record needs. */
  arrange() {}

  /** Save a value, or delete it if it is empty; other tabs are told. */
  write(name, value, store = this.store) {
    if (value === '' || value === false || value === undefined) store.delete(name)
    else store.set(name, value)
  }

  /** Delete entries, say so, and offer to put them back. */
  remove(names, said) {
    this.replace(names.map((name) => [name]), said)
  }

  /**
   * Write many entries at once, or delete those whose value is undefined, and offer to put all back as it was.
   * @returns {boolean} false if they did not all fit: then nothing has changed
   */
  replace(entries, said) {
    const before = this.store.all()
    const changes = entries.map(([name, value]) => ({name, value, was: before.get(name)})).filter(({value, was}) => !same(value, was))
    const unsaved = this.store.hasUnsaved
    for (const {name, value} of changes) this.write(name, value)
    if (this.store.hasUnsaved && !unsaved && changes.some(({value}) => value !== undefined)) {
      for (const {name, was} of changes) this.write(name, was)
      this.refresh()
      return false
    }
    if (changes.length) this.#changes.push(changes)
    this.refresh()
    this.say(said)
    this.#offerUndo()
    return true
  }

  #offerUndo() {
    const undo = this.querySelector('[data-action=undo]')
    undo.hidden = !this.#changes.length
    const next = undo.hidden ? this.querySelector('.aid-status') : undo
    next.focus({preventScroll: true}) // it stands where the reader is
  }

  #undo() {
    const now = this.store.all()
    let said = 'undone'
    for (const {name, value, was} of this.#changes.pop() ?? []) {
      const since = now.get(name)
      if (same(since, value)) this.write(name, was)
      else if (!same(since, was)) {
        // Written since, here or in another tab: it stays, and a text comes back beside it.
        if (this.isText(name, since) && this.isText(name, was)) this.write(name, both(since, was))
        said = 'beside'
      }
    }
    this.refresh()
    this.say(this.text(said))
    this.#offerUndo()
  }

  /** A sentence of the template's, with `{word}` filled in. */
  text(name, words = {}) {
    const text = this.querySelector(`template[data-text=${name}]`).content.textContent
    return text.replace(/\{(\w+)\}/g, (slot, word) => words[word] ?? slot)
  }

  /** Say what happened, and in any case if it is not kept. */
  say(text) {
    const status = this.querySelector('.aid-status')
    const said = this.hasUnsaved ? `${text} ${this.text('unsaved')}`.trim() : text
    if (status.textContent !== said) status.textContent = said
  }

  #of(control) {
    return control.dataset.part === 'reader' ? this.reader : this.store
  }

  #fill(control, saved) {
    const value = saved.get(control.name)
    const shown = typeof value === 'string' ? value : control.dataset.otherwise ?? ''
    if (control.type === 'radio') control.checked = value === control.value
    else if (control.type === 'checkbox') control.checked = value === true
    else if (!value && control === document.activeElement) return // just emptied, to be written anew
    else if (control.value !== shown) control.value = shown // setting it anyway would move the caret
  }

  #keep(control) {
    const store = this.#of(control)
    const {name} = control
    const now = store.all().get(name)
    let value = control.type === 'checkbox' ? control.checked : control.value
    let said = 'saved'
    // Changed elsewhere, and we have not been told yet: keep what both have written.
    if (store === this.store && now !== this.saved.get(name) && this.isText(name, now) && now !== value) {
      value = both(now, value)
      said = 'both'
    }
    this.write(name, value, store)
    this.refresh()
    this.say(this.hasUnsaved ? '' : this.text(said))
  }
}

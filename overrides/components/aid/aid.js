/**
 * What the workbook's aids have in common: a custom element over a form that prints without it. Every named control
 * keeps its value under its name as it is typed; buttons with a data-action call `act`.
 * Names are `<id>`, `<record>.<field>` or `<record>.<field>.<id>`.
 */
import {Store} from '../store/store.js'
import {both, isText} from './merge.js'
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
  /** What undo puts back: {name, value, was}. */
  #replaced = []

  connectedCallback() {
    const {storage, about} = this.dataset
    this.#left = new AbortController()
    const {signal} = this.#left
    this.about = JSON.parse(about)
    this.store = this.open()
    /** What holds for all aids: the reader's `track` and speaking `pace`. */
    this.reader = new Store(storage, 'reader')
    this.saved = this.store.all()

    this.addEventListener('input', ({target}) => target.name && this.#keep(target), {signal})
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

  /** The reader's track if they have said it. */
  get track() {
    return this.reader.all().get('track')
  }

  refresh() {
    this.saved = this.store.all()
    this.arrange()
    const reader = this.reader.all()
    for (const control of this.querySelectorAll('[name]')) this.#fill(control, this.#of(control) === this.reader ? reader : this.saved)
    for (const panel of this.querySelectorAll('[data-for-track]')) {
      panel.hidden = Boolean(reader.get('track')) && panel.dataset.forTrack !== reader.get('track')
    }
    this.querySelector('.aid-warning').hidden = this.#keeps && !this.store.hasUnsaved
    // Only while there is something to lose: the listener keeps pages out of the browser's cache.
    if (this.store.hasUnsaved) globalThis.addEventListener('beforeunload', this.#ask)
    else globalThis.removeEventListener('beforeunload', this.#ask)
    this.show()
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
    const replaced = entries.map(([name, value]) => ({name, value, was: before.get(name)}))
    const unsaved = this.store.hasUnsaved
    for (const {name, value} of replaced) this.write(name, value)
    if (this.store.hasUnsaved && !unsaved && replaced.some(({value}) => value !== undefined)) {
      for (const {name, was} of replaced) this.write(name, was)
      this.refresh()
      return false
    }
    this.#replaced = replaced
    this.refresh()
    const undo = this.querySelector('[data-action=undo]')
    undo.hidden = false
    undo.focus()
    this.say(said)
    return true
  }

  #undo() {
    const now = this.store.all()
    for (const {name, value, was} of this.#replaced) {
      // Else another tab has written since.
      if (JSON.stringify(now.get(name)) === JSON.stringify(value)) this.write(name, was)
    }
    this.#replaced = []
    this.refresh()
    this.querySelector('.aid-status').focus()
    this.say(this.text('undone'))
    this.querySelector('[data-action=undo]').hidden = true
  }

  /** A sentence of the template's, with `{word}` filled in. */
  text(name, words = {}) {
    const text = this.querySelector(`template[data-text=${name}]`).content.textContent
    return text.replace(/\{(\w+)\}/g, (slot, word) => words[word] ?? slot)
  }

  say(text) {
    const status = this.querySelector('.aid-status')
    if (status.textContent !== text) status.textContent = text
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
    if (store === this.store && now !== this.saved.get(name) && isText(this.dataset.part, name, now) && now !== value) {
      value = both(now, value)
      said = 'both'
    }
    this.write(name, value, store)
    this.refresh()
    this.say(this.text(store.hasUnsaved ? 'unsaved' : said))
  }
}

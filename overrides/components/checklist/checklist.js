/**
 * <check-list data-storage="…">: keeps the ticks of the checkboxes inside it, by their value, in this browser.
 * The list works without it; this adds memory, a count in words, clearing and a printed sheet.
 */
import {Store} from '../store/store.js'

const UNSAVED = 'This browser does not keep your ticks: they last until you leave this page.'

class CheckList extends HTMLElement {
  #left = new AbortController()
  #cleared = []

  connectedCallback() {
    this.boxes = [...this.querySelectorAll('input[type=checkbox]')]
    this.progress = this.querySelector('.checklist-progress')
    const tools = this.querySelector('.tools')
    if (!this.boxes.length || !this.progress || !tools) {
      throw new TypeError('<check-list> needs checkboxes, a .checklist-progress and .tools')
    }
    this.#left = new AbortController()
    const {signal} = this.#left
    this.store = new Store(this.dataset.storage, 'ticks')
    this.button = (action) => tools.querySelector(`[data-action=${action}]`)

    this.addEventListener('change', ({target}) => this.#tick([target]), {signal})
    this.button('print').addEventListener('click', () => this.#print(), {signal})
    this.button('clear').addEventListener('click', () => this.#clear(), {signal})
    this.button('undo').addEventListener('click', () => this.#undo(), {signal})
    this.store.watch(() => this.#show(), signal)

    tools.hidden = false
    this.querySelector('.without-script').hidden = true
    this.#show()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #print() {
    const module = await import('../aid/print.js').catch(() => null)
    if (module) module.printPart(this)
    else globalThis.print() // the whole page
  }

  #show() {
    const ticks = this.store.all()
    for (const box of this.boxes) box.checked = ticks.get(box.value) === true
    const done = this.boxes.filter((box) => box.checked).length
    const text = `${done} of ${this.boxes.length} done.${this.store.hasUnsaved ? ` ${UNSAVED}` : ''}`
    if (this.progress.textContent !== text) this.progress.textContent = text
    this.button('clear').disabled = done === 0
  }

  #tick(boxes) {
    for (const {value, checked} of boxes) {
      if (checked) this.store.set(value, true)
      else this.store.delete(value)
    }
    this.#offerUndo(false)
    this.#show()
  }

  #clear() {
    const ticked = this.boxes.filter((box) => box.checked)
    for (const box of ticked) box.checked = false
    this.#tick(ticked)
    this.#cleared = ticked
    this.#offerUndo(true)
    this.button('undo').focus()
  }

  #undo() {
    for (const box of this.#cleared) box.checked = true
    this.#tick(this.#cleared)
    this.button('clear').focus()
  }

  #offerUndo(offered) {
    this.button('undo').hidden = !offered
  }
}

customElements.define('check-list', CheckList)

/**
 * <site-search>: a button that opens the search. What the search needs is fetched when the button is reached for, or
 * pressed; what is typed meanwhile stands in its field when it comes.
 */

/** Where Control and K may mean something else. */
const TYPING = 'textarea, select, [contenteditable], input:not([type="checkbox"], [type="radio"])'

class SiteSearch extends HTMLElement {
  #parts = null
  #search

  connectedCallback() {
    this.dialog = this.querySelector('dialog')
    const [open, close] = this.querySelectorAll('button')
    for (const sign of ['pointerenter', 'focus']) open.addEventListener(sign, () => this.#fetched().catch(() => {}))
    open.addEventListener('click', () => this.#open())
    close.addEventListener('click', () => this.dialog.close())
    this.querySelector('form').addEventListener('submit', (event) => event.preventDefault())
    document.addEventListener('keydown', (event) => this.#shortcut(event))
    this.hidden = false
  }

  #shortcut(event) {
    const {ctrlKey, metaKey, altKey, shiftKey, key, target} = event
    if (key !== 'k' || !(ctrlKey || metaKey) || altKey || shiftKey || target.closest?.(TYPING)) return
    event.preventDefault()
    if (!this.dialog.open) this.#open()
  }

  /** What failed to come is fetched again when next asked for. */
  async #fetched() {
    const {root, sheet} = this.dataset
    try {
      return await (this.#parts ??= Promise.all([import('./search.js'), styled(new URL(sheet, new URL(root, document.baseURI)))]))
    } catch (error) {
      this.#parts = null
      throw error
    }
  }

  /** Open at once for what is typed, and show it when it looks as it should. */
  async #open() {
    this.dialog.style.opacity = this.#search ? 1 : 0
    this.dialog.showModal()
    try {
      const [{Search}] = await this.#fetched()
      this.#search ??= new Search(this)
      this.#search.open()
    } catch {
      const status = this.querySelector('[role=status]')
      status.textContent = status.dataset.unloaded
    }
    this.dialog.style.opacity = 1
  }
}

function styled(href) {
  return new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement('link'), {rel: 'stylesheet', href, onload: resolve, onerror: reject}))
  })
}

customElements.define('site-search', SiteSearch)

/** <scheme-switch>: light, dark, or as the system has it. early.html has applied what was saved before the first paint. */
import {Store} from '../store/store.js'

const CHOICES = ['light', 'dark']
const systemIsDark = matchMedia('(prefers-color-scheme: dark)')

class SchemeSwitch extends HTMLElement {
  #left

  connectedCallback() {
    this.#left = new AbortController()
    const {signal} = this.#left
    this.store = new Store(this.dataset.storage, 'reader')
    this.#takeOver()
    this.querySelector('button').addEventListener('click', () => this.#choose(this.#next), {signal})
    systemIsDark.addEventListener('change', () => this.#show(), {signal})
    document.addEventListener('refreshed', () => this.#show(), {signal})
    this.store.watch(() => this.#show(), signal)
    this.#show()
    this.hidden = false
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  /** Keep as our own what the guide's first look had kept. */
  #takeOver() {
    const {scheme} = document.documentElement.dataset
    if (scheme && !this.store.all().has('scheme')) this.store.set('scheme', scheme)
    try {
      if (!this.store.hasUnsaved) localStorage.removeItem(`${new URL(this.dataset.root, document.baseURI).pathname}.__palette`)
    } catch {
      // Blocked: then there is none.
    }
  }

  get #scheme() {
    const saved = this.store.all().get('scheme')
    return CHOICES.find((each) => each === saved) ?? 'system'
  }

  /** From the system's to the other, so that a press is seen; then to the one that looks the same; then back. */
  get #next() {
    const round = ['system', ...systemIsDark.matches ? CHOICES : [...CHOICES].reverse()]
    return round[(round.indexOf(this.#scheme) + 1) % round.length]
  }

  #choose(scheme) {
    if (scheme === 'system') this.store.delete('scheme')
    else this.store.set('scheme', scheme)
    this.#show()
  }

  #show() {
    const scheme = this.#scheme
    const page = document.documentElement
    if (scheme === 'system') delete page.dataset.scheme
    else page.dataset.scheme = scheme
    for (const part of this.querySelectorAll('[data-is]')) part.toggleAttribute('hidden', part.dataset.is !== scheme)
    for (const part of this.querySelectorAll('[data-next]')) part.hidden = part.dataset.next !== this.#next
  }
}

customElements.define('scheme-switch', SchemeSwitch)

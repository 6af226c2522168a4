/** <aid-state>: one sentence on how far the reader is with an aid, beside a link to it. */
import {Store} from '../store/store.js'
import {progress} from './progress.js'

class AidState extends HTMLElement {
  connectedCallback() {
    const {storage, aid, about} = this.dataset
    this.about = JSON.parse(about)
    this.aid = aid
    this.store = new Store(storage, aid)
    this.store.watch(() => this.#show())
    this.#show()
  }

  #show() {
    const track = this.closest('[data-track]')?.dataset.track
    this.textContent = progress[this.aid](this.store.all(), this.about, track).text
  }
}

customElements.define('aid-state', AidState)

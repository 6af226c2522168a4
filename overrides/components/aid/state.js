/** <aid-state>: one sentence on how far the reader is with an aid, beside a link to it. Fetched when it comes near. */
import {Store} from '../store/store.js'

class AidState extends HTMLElement {
  connectedCallback() {
    const {storage, aid, about} = this.dataset
    this.about = JSON.parse(about)
    this.store = new Store(storage, aid)
    const seen = new IntersectionObserver(async ([{isIntersecting}]) => {
      if (!isIntersecting) return
      seen.disconnect()
      const module = await import('./progress.js').catch(() => null) // then there is only the link
      if (!module) return
      this.progress = module.progress[aid]
      this.store.watch(() => this.#show())
      this.#show()
    }, {rootMargin: '100%'})
    seen.observe(this)
  }

  #show() {
    const track = this.closest('[data-track]')?.dataset.track
    this.textContent = this.progress(this.store.all(), this.about, track).text
  }
}

customElements.define('aid-state', AidState)

/**
 * <my-track>: which track the reader wants first, if any. In a container with data-pair the children with a data-track,
 * which stand side by side, change places for it. Elsewhere on a page, a button with data-put-first chooses too, and
 * data-if-first and data-unless-first say for which choice a part of the page is; they stand together in a .put-first.
 */
import {FORMAT, Store} from '../store/store.js'

/** Put neighbours into an order without moving the one that has the focus, which would lose it. */
function arrange(wanted) {
  const held = wanted.find((each) => each.contains(document.activeElement)) ?? wanted[0]
  const at = wanted.indexOf(held)
  const [before, after] = [wanted.slice(0, at), wanted.slice(at + 1)]
  const follows = (a, b) => Boolean(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING)
  if (wanted.every((each, i) => !i || follows(wanted[i - 1], each))) return
  held.before(...before)
  held.after(...after)
}

class MyTrack extends HTMLElement {
  #left
  /** The track that the page shows first, or ''. */
  #first
  /** Says what has happened where this element is folded away. */
  #elsewhere = Object.assign(document.createElement('p'), {className: 'visually-hidden', role: 'status'})

  connectedCallback() {
    this.#left = new AbortController()
    const {signal} = this.#left
    this.store = new Store(this.dataset.storage, 'reader')
    this.choices = [...this.querySelectorAll('input')]
    this.status = this.querySelector('[role=status]')
    /** The tracked children of each pair, in the guide's order. */
    this.pairs ??= [...document.querySelectorAll('[data-pair]')].map(({children}) => [...children].filter(({dataset}) => dataset.track))

    this.addEventListener('change', ({target}) => this.#choose(target.value), {signal})
    document.addEventListener('click', ({target}) => this.#press(target.closest('[data-put-first]')), {signal})
    document.addEventListener('refreshed', () => this.#show(), {signal})
    this.store.watch(() => this.#show(), signal)
    document.body.append(this.#elsewhere)
    this.#show()
    this.hidden = false
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  #choose(track) {
    if (track) this.store.set('track', track)
    else this.store.delete('track')
    this.#show()
    const said = [track, ...this.store.hasUnsaved ? ['unsaved'] : []]
    const place = this.getClientRects().length ? this.status : this.#elsewhere
    place.textContent = said.map((name) => this.querySelector(`template[data-said="${name}"]`).content.textContent).join(' ')
    // A browser tells other pages only, and the workbook's aids on this one want to know as well.
    globalThis.dispatchEvent(new StorageEvent('storage', {key: `${this.dataset.storage}/${FORMAT}/reader/track`}))
  }

  /** What was pressed makes way for what undoes it, if there is such a thing; or else for what this is folded into. */
  #press(button) {
    if (!button) return
    this.#choose(button.dataset.putFirst)
    const buttons = [...button.closest('.put-first').querySelectorAll('button'), ...document.querySelectorAll(`[popovertarget="${this.closest('[popover]')?.id}"]`)]
    buttons.find((each) => each.getClientRects().length)?.focus()
  }

  #show() {
    const saved = this.store.all().get('track')
    const choice = this.choices.find(({value}) => value === saved) ?? this.choices[0]
    const track = choice.value
    choice.checked = true
    if (track === this.#first) return
    this.#first = track
    this.status.textContent = this.#elsewhere.textContent = ''
    const own = ({dataset}) => dataset.track === track
    for (const pair of this.pairs) if (pair.length > 1) arrange([...pair.filter(own), ...pair.filter((each) => !own(each))])
    for (const part of document.querySelectorAll('[data-if-first]')) part.hidden = part.dataset.ifFirst !== track
    for (const part of document.querySelectorAll('[data-unless-first]')) part.hidden = part.dataset.unlessFirst === track
    document.documentElement.dataset.arranged = '' // early.html and track.css have waited for it
  }
}

customElements.define('my-track', MyTrack)

/** What <site-search> opens: a field, what it finds, and how that is gone through. */
import {Engine} from './engine.js'
import {excerpt} from './excerpt.js'

const LENGTH = 160
const SECTIONS = 3 // of one page; whoever opens it finds the others

export class Search {
  #busy = false

  constructor(element) {
    const {root, worker} = element.dataset
    this.root = new URL(root, document.baseURI)
    this.engine = new Engine(this.root, new URL(worker, this.root))
    this.dialog = element.querySelector('dialog')
    this.input = element.querySelector('input')
    this.status = element.querySelector('[role="status"]')
    this.results = element.querySelector('ol')
    element.querySelector('form').addEventListener('submit', () => this.#links()[0]?.focus())
    this.input.addEventListener('input', () => this.#search())
    // Outside of what it shows, from the press on: a selection may end there. Or on a link, which may lead to a heading of this page.
    let pressed
    this.dialog.addEventListener('pointerdown', ({target}) => { pressed = target })
    this.dialog.addEventListener('click', ({target, ctrlKey, metaKey, shiftKey}) => {
      const isOutside = target === this.dialog && pressed === this.dialog
      if (isOutside || (target.closest('a') && !(ctrlKey || metaKey || shiftKey))) this.dialog.close()
    })
    this.dialog.addEventListener('keydown', (event) => this.#press(event))
  }

  /** For the words of last time, which typing replaces, or those that were typed before this was there. */
  open() {
    if (this.engine.ready) this.input.select()
    this.#search()
  }

  /** Escape closes even where a browser would first empty the field; up and down go through the results. */
  #press(event) {
    if (event.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      this.dialog.close()
    }
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key]
    if (!step) return
    const stops = [this.input, ...this.#links()]
    const from = stops.indexOf(document.activeElement)
    if (from === -1) return
    event.preventDefault()
    stops[from + step]?.focus()
  }

  #links() {
    return [...this.results.querySelectorAll('a')]
  }

  /** What is typed while a question is being answered is asked next. */
  async #search() {
    if (this.#busy) return
    this.#busy = true
    let words
    try {
      if (!this.engine.ready) this.status.textContent = 'Loading what can be searched …'
      let found
      do {
        words = this.input.value.trim()
        found = await this.engine.search(words)
      } while (words !== this.input.value.trim())
      this.#show(words, found)
    } catch {
      this.results.replaceChildren()
      this.status.textContent = this.status.dataset.unloaded
    }
    this.#busy = false
  }

  #show(words, found) {
    const pages = relevant(found)
    const wasAmongThem = this.results.contains(document.activeElement)
    this.results.replaceChildren(...pages.map((each) => page(each, this.root)))
    if (wasAmongThem) (this.#links()[0] ?? this.input).focus()
    if (!words) this.status.textContent = ''
    else if (!pages.length) this.status.textContent = `Nothing found for “${words}”. Try one word, or the list of all pages at the foot of every page.`
    else this.status.textContent = pages.length === 1 ? 'Found on 1 page.' : `Found on ${pages.length} pages.`
  }
}

/** What has all the words, if anything has; else what has any. Best first, each page with its sections. */
function relevant(found) {
  const whole = found.map((items) => items.filter(({score, terms}) => score > 0 && Object.values(terms).every(Boolean)))
  const some = found.map((items) => items.filter(({score}) => score > 0))
  return (whole.some((items) => items.length) ? whole : some)
    .map((items, position) => ({
      page: found[position].find(({location}) => !location.includes('#')),
      items: items.toSorted((a, b) => b.score - a.score),
    }))
    .filter(({items}) => items.length)
    .sort((a, b) => b.items[0].score - a.items[0].score)
}

function page({page, items}, root) {
  const sections = items.filter((item) => item !== page).slice(0, SECTIONS)
  const own = element('li', hit(page, items.includes(page), root))
  if (sections.length) own.append(element('ul', ...sections.map((section) => element('li', hit(section, true, root)))))
  return own
}

function hit({location, title, text}, quoted, root) {
  const link = element('a', ...excerpt(title))
  link.href = new URL(location, root)
  const own = element('div', link)
  if (quoted && text) own.append(element('p', ...excerpt(text, LENGTH)))
  return own
}

function element(name, ...children) {
  const made = document.createElement(name)
  made.append(...children)
  return made
}

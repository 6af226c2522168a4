/** <first-question>: saves an answer to the quiz's first question as the quiz would, and goes on to the next open one. */
import {Store} from '../store/store.js'

const CANT_SAY = 'cant-say'

class FirstQuestion extends HTMLElement {
  #left

  connectedCallback() {
    this.#left = new AbortController()
    const {signal} = this.#left
    /** Every question as [id, the ids of its options]. */
    this.questions = JSON.parse(this.dataset.questions)
    this.store = new Store(this.dataset.storage, 'answers')
    this.fieldset = this.querySelector('fieldset')
    this.button = this.querySelector('[type=submit]')
    const [far, link] = this.querySelector('.first-far').children
    Object.assign(this, {far, link})
    /** What is said before anything is answered. */
    this.promise ??= far.textContent

    this.addEventListener('change', ({target}) => this.#answer(target), {signal})
    this.addEventListener('submit', (event) => this.#goOn(event), {signal})
    this.store.watch(() => this.#show(), signal)
    this.fieldset.disabled = false
    this.querySelector('.next').hidden = true
    this.button.hidden = false
    this.#show()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  /** The answers, of those that the quiz knows. */
  #given() {
    const saved = this.store.all()
    return new Map(this.questions.map(([id, options]) => [id, [...options, CANT_SAY].find((option) => option === saved.get(id))]))
  }

  /** How many questions come before the first open one, taking that on this page as answered. */
  get #at() {
    const given = this.#given()
    const open = this.questions.findIndex(([id], i) => i && !given.get(id))
    return open < 0 ? this.questions.length : open
  }

  get #next() {
    const step = this.store.hasUnsaved ? this.questions[0] : this.questions[this.#at]
    return `${this.dataset.quiz}#${step?.[0] ?? 'result'}`
  }

  #answer({name, value}) {
    this.store.set(name, value)
    this.#complain('')
    this.#show()
  }

  #goOn(event) {
    event.preventDefault()
    if (this.querySelector(':checked')) {
      location.assign(this.#next)
      return
    }
    this.#complain(this.#text('choose'))
    this.fieldset.querySelector('input').focus()
  }

  #complain(text) {
    this.querySelector('.quiz-error').textContent = text
  }

  #text(name, words = {}) {
    const text = this.querySelector(`template[data-text=${name}]`).content.textContent
    return text.replace(/\{(\w+)\}/g, (slot, word) => words[word] ?? slot)
  }

  #show() {
    const given = this.#given()
    const answers = [...given.values()].filter(Boolean)
    for (const input of this.fieldset.querySelectorAll('input')) input.checked = given.get(input.name) === input.value
    const {hasUnsaved} = this.store
    const number = this.#at + 1
    const words = {number, given: answers.filter((answer) => answer !== CANT_SAY).length, all: this.questions.length}
    const [button, link] = number > this.questions.length ? ['finish', 'result'] : ['answer', 'question']
    this.button.textContent = this.#text(hasUnsaved ? 'go' : button, words)
    this.far.textContent = hasUnsaved ? this.#text('unsaved') : answers.length ? this.#text('begun', words) : this.promise
    this.link.textContent = this.#text(link, words)
    this.link.href = this.#next
    this.link.hidden = hasUnsaved || !answers.length
  }
}

customElements.define('first-question', FirstQuestion)

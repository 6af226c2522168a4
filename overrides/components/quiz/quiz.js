/**
 * <track-quiz>: one question a step, a page to check the answers, and the result, over markup that already
 * holds every question. The address's fragment is the step (a question's id, `check` or `result`), so that
 * the browser's Back works; `#answers=…` is a shared result, shown apart from the reader's own answers.
 */
import {Store} from '../store/store.js'
import {decode, encode} from './link.js'
import {result} from './scoring.js'

const CANT_SAY = 'cant-say'
const WEIGHTIEST = 3

const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`

function element(tag, text, className) {
  const made = document.createElement(tag)
  made.textContent = text
  if (className) made.className = className
  return made
}

class TrackQuiz extends HTMLElement {
  #left = new AbortController()
  /** What Forget deleted, until the reader answers again. */
  #forgotten = new Map()
  /** Answers of a shared result, or null while the reader's own are on screen. */
  #shared = null
  #robots = null

  connectedCallback() {
    const {storage, version, close, leans, leastAnswers} = this.dataset
    this.questions = [...this.querySelectorAll('fieldset')].map((fieldset) => {
      const options = [...fieldset.querySelectorAll('[data-lean]')]
      return {
        id: fieldset.id,
        fieldset,
        text: fieldset.querySelector('.quiz-question').textContent,
        options: new Map(options.map((input, position) => [input.value, {position, text: input.labels[0].textContent}])),
        leans: options.map((input) => Number(input.dataset.lean)),
      }
    })
    if (!this.questions.length) throw new TypeError('<track-quiz> needs a fieldset for every question')
    this.version = Number(version)
    this.limits = {close: Number(close), leans: Number(leans), leastAnswers: Number(leastAnswers)}
    this.tracks = [...this.querySelectorAll('template[data-side]')].map(({dataset, content}) => (
      {id: dataset.track, name: content.textContent}))
    this.store = new Store(storage, 'answers')
    this.title = document.title

    this.#left = new AbortController()
    const {signal} = this.#left
    this.querySelector('form').addEventListener('submit', (event) => this.#continue(event), {signal})
    this.addEventListener('change', ({target}) => target.type === 'radio' && this.#answer(target), {signal})
    this.addEventListener('click', ({target}) => this.#act(target.closest('[data-action]')?.dataset.action), {signal})
    globalThis.addEventListener('hashchange', () => this.#follow(), {signal})
    this.store.watch(() => this.#refresh(), signal)

    for (const tools of this.querySelectorAll('fieldset .tools')) tools.hidden = false
    this.querySelector('.without-script').hidden = true
    this.#restore()
    this.#route(location.hash.length > 1)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  // What is answered

  /** The reader's own answers, question id -> option id; what this quiz does not ask is passed over. */
  #own() {
    const saved = this.store.all()
    const knows = ({id, options}) => options.has(saved.get(id)) || saved.get(id) === CANT_SAY
    return new Map(this.questions.filter(knows).map(({id}) => [id, saved.get(id)]))
  }

  #restore() {
    const own = this.#own()
    for (const {id, fieldset} of this.questions) {
      for (const input of fieldset.querySelectorAll('input')) input.checked = own.get(id) === input.value
    }
  }

  #answer(input) {
    this.#complain(input.closest('fieldset'), '')
    this.#forgotten.clear()
    this.store.set(input.name, input.value)
    this.#say(this.store.hasUnsaved
      ? 'This browser does not keep answers: they last until you leave this page.'
      : 'Saved in this browser.')
  }

  /** Show what another tab has changed, without moving the reader. */
  #refresh() {
    this.#restore()
    if (this.dataset.at !== 'question') this.#route(false)
  }

  #say(text) {
    this.querySelector('.quiz-status').textContent = text
  }

  #complain(fieldset, text) {
    fieldset.querySelector('.quiz-error').textContent = text
    if (text) this.#say(text)
  }

  // Where the reader is

  /**
   * Go to a question, `check` or `result`; without a step, to the start page.
   * @param {string} [returnTo] where Continue and Back lead from there
   */
  #go(step, returnTo) {
    history.pushState({returnTo}, '', step ? `#${step}` : location.pathname + location.search)
    this.#route(true)
  }

  /** The address changed: a step, a link, or a place on this page that is none of ours, such as its title. */
  #follow() {
    const place = document.getElementById(location.hash.slice(1))
    if (!place || this.contains(place)) this.#route(true)
  }

  /** Show the step that the address names. */
  #route(moveFocus) {
    const fragment = location.hash.slice(1)
    const link = decode(fragment, this.version, (question, option) =>
      this.questions.some(({id, options}) => id === question && (options.has(option) || option === CANT_SAY)))
    this.#shared = link?.answers ?? null
    if (moveFocus) this.#say('')
    const question = this.questions.find(({id}) => id === fragment)
    if (question) this.#showQuestion(question, moveFocus)
    else if (this.#shared || fragment === 'result') this.#showResult(moveFocus)
    else if (fragment === 'check') this.#showCheck(moveFocus)
    else this.#showStart(link?.problem, moveFocus)
  }

  /** Make one step the only one on screen; focus its heading if the reader asked for the step. */
  #show(step, name, titled, moveFocus) {
    for (const other of this.querySelectorAll('[data-step]')) other.hidden = other !== step
    this.dataset.at = name
    document.title = titled ? `${titled} - ${this.title}` : this.title
    this.#markShared(name === 'result' && this.#shared !== null)
    if (moveFocus) {
      const heading = step.querySelector('[tabindex="-1"]') ?? document.querySelector('h1')
      if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1
      heading.focus()
      heading.scrollIntoView({block: 'nearest'})
    }
  }

  #showStart(problem, moveFocus) {
    const step = this.querySelector('[data-step=start]')
    const begun = this.#own().size > 0
    this.#button(step, 'begin').hidden = begun
    this.#button(step, 'resume').hidden = !begun
    this.#button(step, 'restart').hidden = !begun
    this.#button(step, 'undo').hidden = this.#forgotten.size === 0
    this.#show(step, 'start', '', moveFocus)
    if (problem === 'older') {
      this.#say('That link is from an older version of this quiz, so its result cannot be shown. Nothing you saved has changed.')
    } else if (problem) {
      this.#say('That link is incomplete or altered, so its result cannot be shown. Nothing you saved has changed.')
    }
  }

  #showQuestion(question, moveFocus) {
    const number = this.questions.indexOf(question) + 1
    this.#complain(question.fieldset, '')
    this.#show(question.fieldset, 'question', `Question ${number} of ${this.questions.length}`, moveFocus)
  }

  #showCheck(moveFocus) {
    const step = this.querySelector('[data-step=check]')
    const own = this.#own()
    step.querySelector('[data-slot=answers]').replaceChildren(...this.questions.map((question) => {
      const row = document.createElement('div')
      const change = element('a', 'Change')
      change.href = `#${question.id}`
      change.append(element('span', ` the answer to: ${question.text}`, 'visually-hidden'))
      change.addEventListener('click', (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return // a new tab or window
        event.preventDefault()
        this.#go(question.id, 'check')
      })
      const answer = element('dd', this.#quote(question, own.get(question.id)))
      answer.append(' ', change)
      row.append(element('dt', question.text), answer)
      return row
    }))
    this.#show(step, 'check', 'Check your answers', moveFocus)
  }

  #quote({options}, answer) {
    if (answer === undefined) return 'Not answered yet.'
    return answer === CANT_SAY ? 'Can’t say.' : `“${options.get(answer).text}”`
  }

  // What the reader does

  #button(step, action) {
    return step.querySelector(`[data-action=${action}]`)
  }

  #continue(event) {
    event.preventDefault()
    const position = this.questions.findIndex(({fieldset}) => !fieldset.hidden)
    const {fieldset} = this.questions[position]
    if (!fieldset.querySelector('input:checked')) {
      this.#complain(fieldset, 'Choose the answer that comes closest, or “Can’t say”.')
      fieldset.querySelector('input').focus()
      return
    }
    this.#go(history.state?.returnTo ?? this.questions[position + 1]?.id ?? 'check')
  }

  #act(action) {
    switch (action) {
      case 'begin': return this.#go(this.questions[0].id)
      case 'resume': return this.#go(this.questions.find(({id}) => !this.#own().has(id))?.id ?? 'check')
      case 'restart': return this.#restart()
      case 'undo': return this.#undo()
      case 'back': return this.#back()
      case 'check': return this.#go('check')
      case 'result': return this.#go('result')
      case 'copy': return this.#copyLink()
      case 'leave-shared': return this.#go()
    }
  }

  #back() {
    if (history.state?.returnTo) return this.#go(history.state.returnTo)
    const shown = this.questions.findIndex(({fieldset}) => !fieldset.hidden)
    const before = shown < 0 ? this.questions.at(-1) : this.questions[shown - 1]
    this.#go(before?.id)
  }

  #restart() {
    this.#forgotten = this.store.all()
    for (const name of this.#forgotten.keys()) this.store.delete(name)
    this.#restore()
    this.#go()
    this.#say('Your answers are forgotten.')
  }

  #undo() {
    for (const [name, answer] of this.#forgotten) this.store.set(name, answer)
    this.#forgotten.clear()
    this.#restore()
    this.#route(true)
    this.#say('Your answers are back.')
  }

  async #copyLink() {
    const url = new URL(location.href)
    url.hash = encode(this.#own(), this.version)
    const slot = this.querySelector('[data-slot=link]')
    const field = slot.querySelector('input')
    field.value = url.href
    slot.hidden = false
    try {
      await navigator.clipboard.writeText(url.href)
      this.#say('Link copied. It carries your answers, so send it only to whom you choose.')
    } catch {
      field.select()
      this.#say('Copy the link from the field. It carries your answers, so send it only to whom you choose.')
    }
  }

  // The result

  #showResult(moveFocus) {
    const step = this.querySelector('[data-step=result]')
    const answers = this.#shared ?? this.#own()
    const positions = this.questions.map(({id, options}) => options.get(answers.get(id))?.position ?? null)
    const score = result(this.questions.map(({leans}) => leans), positions, this.limits)
    const track = this.tracks[score.side]
    const template = this.querySelector(`template[data-band="${score.band}"]${track ? `[data-verdict="${track.id}"]` : ''}`)
    const outcome = template.content.cloneNode(true)
    outcome.querySelector('[data-slot=firmness]').textContent = this.#firmness(score)
    outcome.querySelector('[data-slot=reasons]')?.replaceChildren(...this.#reasons(score, positions))

    step.querySelector('[data-slot=outcome]').replaceChildren(outcome)
    step.querySelector('[data-slot=shared]').hidden = !this.#shared
    step.querySelector('[data-slot=shared-tools]').hidden = !this.#shared
    step.querySelector('[data-slot=own-tools]').hidden = Boolean(this.#shared)
    step.querySelector('[data-slot=link]').hidden = true
    this.#show(step, 'result', this.#shared ? 'A shared result' : 'Your result', moveFocus)
  }

  #firmness({band, answered, side, toLose, toTurn}) {
    const [first, second] = this.tracks.map(({name}) => name)
    if (band === 'unfinished') {
      const missing = this.limits.leastAnswers - answered
      return `${answered} of ${this.questions.length} answered; ${count(missing, 'more answer')} will do.`
    }
    if (side === null) {
      return `${count(toTurn[0], 'different answer')} would tip it to ${first}, ${toTurn[1]} to ${second}.`
    }
    const other = this.tracks[1 - side].name
    return `${count(toLose, 'different answer')} would make it too close to call; `
      + `it would take ${toTurn[1 - side]} to turn it to ${other}.`
  }

  /** The answers behind the verdict, quoted: those that weighed most, then all that point the other way. */
  #reasons({side}, positions) {
    const leaning = (towards) => this.questions
      .map(({text, options, leans}, index) => ({
        text,
        weight: positions[index] === null ? 0 : (towards ? 1 : -1) * leans[positions[index]],
        quote: [...options.values()][positions[index]]?.text,
      }))
      .filter(({weight}) => weight > 0)
      .sort((a, b) => b.weight - a.weight)
    const list = (heading, answers, none) => [
      element('h3', heading),
      answers.length ? this.#quotes(answers) : element('p', none),
    ]
    if (side === null) {
      return [0, 1].flatMap((towards) => list(
        `What speaks for ${this.tracks[towards].name}`, leaning(towards), 'None of these answers does.'))
    }
    return [
      ...list('The answers that weighed most', leaning(side).slice(0, WEIGHTIEST), ''),
      ...list('The answers that point the other way', leaning(1 - side), 'None of these answers does.'),
    ]
  }

  #quotes(answers) {
    const items = document.createElement('ul')
    items.className = 'quotes'
    for (const {text, quote} of answers) {
      const item = document.createElement('li')
      item.append(element('p', text), element('q', quote))
      items.append(item)
    }
    return items
  }

  /** A result reached by somebody's link is theirs: search engines are asked to leave it out. */
  #markShared(shared) {
    this.#robots?.remove()
    this.#robots = null
    if (!shared) return
    this.#robots = document.createElement('meta')
    this.#robots.name = 'robots'
    this.#robots.content = 'noindex'
    document.head.append(this.#robots)
  }
}

customElements.define('track-quiz', TrackQuiz)

/**
 * <track-quiz>: one step at a time of markup that holds them all. The fragment is the step (a question's id,
 * `optional`, `check` or `result`), so that the browser's Back works; `#answers=…` is somebody's shared result;
 * `#start=<question>.<option>` gives that answer and goes on.
 */
import {Store} from '../store/store.js'
import {decode, encode} from './link.js'
import {questionLink, showResult} from './result.js'

const CANT_SAY = 'cant-say'

class TrackQuiz extends HTMLElement {
  /** What Forget deleted, as [store, name, value]. */
  #forgotten = []
  /** Answers of a shared result, or null. */
  #shared = null
  /** For shared results. */
  #robots = Object.assign(document.createElement('meta'), {name: 'robots', content: 'noindex'})
  /** The step on screen; undefined on the start page. */
  #at

  connectedCallback() {
    const {storage, limits} = this.dataset
    this.questions = [...this.querySelectorAll('fieldset')].map((fieldset) => {
      const options = [...fieldset.querySelectorAll('input')].map(({value, labels, dataset}, i) =>
        [value, {position: value === CANT_SAY ? null : i, text: labels[0].textContent, worth: Number(dataset.worth ?? 0)}])
      const {part, side, dimension} = fieldset.dataset
      return {
        id: fieldset.id,
        fieldset,
        text: fieldset.querySelector('.quiz-question').textContent,
        part,
        side: side && Number(side),
        shareable: Boolean(dimension ?? side), // motives are the reader's own business
        dimension: Number(dimension),
        options: new Map(options),
        leans: options.filter(([value]) => value !== CANT_SAY).map(([, {worth}]) => worth),
      }
    })
    const ids = (part) => this.questions.filter((question) => question.part === part).map(({id}) => id)
    this.steps = [...ids('fit'), 'optional', ...ids('optional'), 'check']
    this.limits = JSON.parse(limits)
    this.tracks = [...this.querySelectorAll('.standing')].map(({dataset: {track, name}}) => ({id: track, name}))
    this.store = new Store(storage, 'answers')
    this.asked = new Store(storage, 'quiz')
    this.title = document.title

    this.addEventListener('submit', (event) => this.#continue(event))
    this.addEventListener('change', ({target}) => this.#answer(target))
    this.addEventListener('click', (event) => this.#click(event))
    globalThis.addEventListener('hashchange', () => this.#follow())
    this.store.watch(() => this.#refresh())

    this.#restore()
    this.#route(location.hash.length > 1)
    // On its way to a fragment, the browser takes the focus away once more.
    if (location.hash) globalThis.addEventListener('load', () => this.#focus())
  }

  #question(id) {
    return this.questions.find((question) => question.id === id)
  }

  /** The reader's own answers to what this quiz asks, question id -> option id. */
  #own() {
    const saved = this.store.all()
    const given = this.questions.filter(({id, options}) => options.has(saved.get(id)))
    return new Map(given.map(({id}) => [id, saved.get(id)]))
  }

  /** Open questions that are new, or have other options, since the reader first answered. */
  #news() {
    const own = this.#own()
    const saved = this.store.all()
    let asked = this.asked.all().get('asked')
    if (!Array.isArray(asked)) {
      // Version 1 kept no note; its answers to questions that are gone tell it.
      asked = [...saved.keys()]
      if (asked.every((id) => this.#question(id))) return []
    }
    return this.questions.filter(({id}) => !own.has(id) && (saved.has(id) || !asked.includes(id)))
  }

  /** The first question that the test, which gets its answer too, is true of. */
  #first(test) {
    const own = this.#own()
    return this.questions.find((question) => test(question, own.get(question.id)))?.id
  }

  #restore() {
    const own = this.#own()
    for (const {id, fieldset} of this.questions) {
      for (const input of fieldset.querySelectorAll('input')) input.checked = own.get(id) === input.value
    }
  }

  #save(question, option) {
    this.#forgotten = []
    this.store.set(question, option)
    if (!this.#news().length) this.asked.set('asked', this.steps)
    return this.#text(this.store.hasUnsaved ? 'unsaved' : 'saved')
  }

  #answer(input) {
    this.#complain(input.closest('fieldset'), '')
    this.#say(this.#save(input.name, input.value))
  }

  /** Show what another tab has changed; move the reader only if their place is gone. */
  #refresh() {
    this.#restore()
    if (this.#shared || this.#question(this.#at)) return
    const focused = this.querySelector(':focus')
    this.#route(false, this.#at ?? '')
    if (focused && !focused.getClientRects().length) this.#route(true)
  }

  #text(name) {
    return this.querySelector(`template[data-text=${name}]`).content.textContent
  }

  #say(text) {
    this.querySelector('.quiz-status').textContent = text
  }

  #complain(fieldset, text) {
    const error = fieldset.querySelector('.quiz-error')
    if (error) error.textContent = text
    if (text) this.#say(text)
  }

  /** `returnTo` is where Continue and Back lead from there. */
  #go(step, returnTo) {
    history.pushState({returnTo}, '', step ? `#${step}` : location.pathname + location.search)
    this.#route(true)
  }

  /** The fragment may also be a place on the page that is none of ours, such as its title. */
  #follow() {
    const place = document.getElementById(location.hash.slice(1))
    if (!place || this.contains(place)) this.#route(true)
  }

  #route(moveFocus, fragment = location.hash.slice(1)) {
    if (fragment.startsWith('start=')) return this.#startWith(fragment)
    const link = decode(fragment, this.dataset.version, (id, option) => {
      const question = this.#question(id)
      return question?.shareable && question.options.has(option)
    })
    this.#shared = link?.answers ?? null
    if (moveFocus) this.#say('')
    const question = this.#question(fragment)
    const name = this.#shared ? 'result' : fragment
    if (!question && !['optional', 'check', 'result'].includes(name)) return this.#showStart(link?.problem, moveFocus)
    const step = question?.fieldset ?? this.querySelector(`[data-step=${name}]`)
    if (question) this.#complain(step, '')
    if (name === 'check') this.#fillCheck(step)
    if (name === 'result') showResult(step, this, this.#shared ?? this.#own(), this.#shared !== null)
    this.#show(step, fragment, moveFocus)
  }

  #show(step, at, moveFocus) {
    this.#at = at
    for (const other of this.querySelectorAll('[data-step]')) other.hidden = other !== step
    this.dataset.at = step.dataset.step
    const titled = step.querySelector('.quiz-count')?.textContent ?? step.dataset[this.#shared ? 'shared' : 'title']
    document.title = titled ? `${titled} - ${this.title}` : this.title
    if (this.#shared) document.head.append(this.#robots)
    else this.#robots.remove()
    if (moveFocus) this.#focus()
  }

  #focus() {
    const headings = [...this.querySelectorAll('h2[tabindex]')]
    const heading = headings.find((each) => each.getClientRects().length) ?? document.querySelector('h1')
    heading.tabIndex = -1
    heading.focus()
    heading.scrollIntoView({block: 'nearest'})
  }

  #showStart(problem, moveFocus) {
    const step = this.querySelector('[data-step=start]')
    const own = this.#own()
    const news = this.#news()
    const button = (action) => step.querySelector(`[data-action=${action}]`)
    const [begun, list] = step.querySelectorAll('[data-slot]')
    const fit = this.questions.filter(({part}) => part === 'fit')
    begun.querySelector('b').textContent = fit.filter(({id}) => own.has(id) && own.get(id) !== CANT_SAY).length
    list.querySelector('ul').replaceChildren(...news.map(questionLink))
    list.hidden = !news.length
    begun.hidden = button('resume').hidden = button('restart').hidden = !own.size
    button('begin').hidden = own.size > 0
    button('undo').hidden = !this.#forgotten.length
    this.#show(step, undefined, moveFocus)
    if (problem) this.#say(this.#text(problem))
  }

  #startWith(fragment) {
    const [, id, option] = fragment.split(/[^a-z0-9-]/)
    const question = this.#question(id)
    if (!question?.options.has(option)) return this.#showStart('unknown', true)
    const before = this.#own().get(id)
    const kept = this.#save(id, option)
    this.#restore()
    history.replaceState(null, '', `#${this.steps[this.steps.indexOf(id) + 1]}`)
    this.#route(true)
    const was = before && before !== option ? ` Before: ${this.#quote(question, before)}` : ''
    this.#say(`${kept} Your answer: ${this.#quote(question, option)}${was}`)
  }

  #fillCheck(step) {
    const own = this.#own()
    const news = this.#news()
    for (const row of step.querySelectorAll('[data-answer]')) {
      const question = this.#question(row.dataset.answer)
      row.querySelector('[data-slot=quote]').textContent = this.#quote(question, own.get(question.id))
      row.querySelector('[data-slot=new]').hidden = !news.includes(question)
    }
  }

  #quote({options}, answer) {
    return answer ? `“${options.get(answer).text}”` : 'Not answered yet.'
  }

  #continue(event) {
    event.preventDefault()
    const question = this.#question(this.#at)
    if (question?.part === 'fit' && !question.fieldset.querySelector('input:checked')) {
      this.#complain(question.fieldset, this.#text('choose'))
      question.fieldset.querySelector('input').focus()
      return
    }
    this.#go(history.state?.returnTo ?? this.steps[this.steps.indexOf(this.#at) + 1])
  }

  #click(event) {
    const action = event.target.closest('[data-action]')?.dataset.action
    if (action) return this.#act(action)
    const step = event.target.closest('a')?.getAttribute('href').slice(1)
    if (!this.steps.includes(step) || event.ctrlKey || event.metaKey || event.shiftKey) return // or a new tab
    event.preventDefault()
    this.#go(step, this.#question(step) && this.#at)
  }

  #act(action) {
    switch (action) {
      case 'begin': return this.#go(this.steps[0])
      case 'resume': return this.#go(this.#first(({part}, given) => part === 'fit' && !given) ?? 'result')
      case 'rest': return this.#go(this.#first((_, given) => !given || given === CANT_SAY))
      case 'optional': return this.#go(this.#first(({part}, given) => part !== 'fit' && !given))
      case 'restart': return this.#restart()
      case 'undo': return this.#undo()
      case 'back': return this.#back()
      case 'print': return globalThis.print()
      case 'copy': return this.#copyLink()
      case 'save': return this.#saveFile()
      case 'leave-shared': return this.#go()
      default: return this.#go(action)
    }
  }

  #back() {
    const own = this.#own()
    const skipped = this.#at === 'check' && !this.questions.some(({id, part}) => part === 'optional' && own.has(id))
    this.#go(history.state?.returnTo ?? (skipped ? 'optional' : this.steps[this.steps.indexOf(this.#at) - 1]))
  }

  #restart() {
    this.#forgotten = [this.store, this.asked].flatMap((store) => [...store.all()].map((entry) => [store, ...entry]))
    for (const [store, name] of this.#forgotten) store.delete(name)
    this.#restore()
    this.#go()
    this.#say(this.#text('forgotten'))
  }

  #undo() {
    for (const [store, name, value] of this.#forgotten) {
      if (!store.all().has(name)) store.set(name, value) // else another tab has answered since
    }
    this.#forgotten = []
    this.#restore()
    this.#route(true)
    this.#say(this.#text('back'))
  }

  async #copyLink() {
    const answers = [...this.#own()].filter(([id]) => this.#question(id).shareable)
    const slot = this.querySelector('[data-slot=link]')
    const field = slot.querySelector('input')
    slot.hidden = false
    field.value = `${location.href.split('#')[0]}#${encode(answers, this.dataset.version)}`
    try {
      await navigator.clipboard.writeText(field.value)
      this.#say(this.#text('copied'))
    } catch {
      field.select()
      this.#say(this.#text('copy'))
    }
  }

  #saveFile() {
    const report = this.querySelector('[data-slot=report]')
    const file = document.createElement('a')
    report.dataset.asText = ''
    const text = [location.href.split('#')[0], new Date().toLocaleDateString(), report.innerText]
    delete report.dataset.asText
    file.href = URL.createObjectURL(new Blob([text.join('\n\n')]))
    file.download = 'track-fit-result.txt'
    file.click()
    this.#say(this.#text('filed'))
  }
}

customElements.define('track-quiz', TrackQuiz)

/** One question after the other. Loaded when the first is wanted. */
import {next} from './draw.js'
import {countDown} from './timer.js'

const clock = (left) => `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`

export class Sitting {
  /** The ids of the questions so far. */
  #asked = []
  #stop

  constructor(drill) {
    this.drill = drill
    this.pane = drill.querySelector('.drill-pane')
    this.minutes = drill.querySelector('.drill-minutes')
    // Before the drill saves it.
    this.pane.addEventListener('click', ({target}) => {
      if (target.closest('[data-action=rate]')) this.rated = true
    })
  }

  act(action) {
    if (action === 'ask') this.#ask()
    if (action === 'timer') this.#time()
    if (action === 'reveal') {
      this.#endTimer()
      this.answered = true
      this.show()
      this.pane.querySelector('.drill-listens').focus()
    }
  }

  show() {
    const {drill, pane} = this
    const find = (selector) => pane.querySelector(selector)
    const question = drill.questions.find(({id}) => id === pane.dataset.record)
    pane.hidden = !question
    drill.querySelector('.drill-choices button').classList.toggle('primary', !question)
    if (!question) return
    const {section, own, text, listens} = question
    const stage = section.querySelector('h3').textContent
    const words = {
      where: own ? drill.text('own', {stage}) : drill.text('where', {stage, by: section.querySelector('.drill-by').textContent}),
      text: text || drill.text('new'),
      last: this.last,
      timer: (this.#stop || this.minutes.value) && !this.answered ? drill.text(this.#stop ? 'stop' : 'start') : '',
      left: this.answered ? '' : this.left,
      listens: listens || drill.text('unheard'),
    }
    for (const slot of pane.querySelectorAll('[data-slot]')) {
      const said = words[slot.dataset.slot]
      if (slot.textContent !== said) slot.textContent = said
      slot.hidden = !said
    }
    find('[data-action=reveal]').hidden = this.answered
    find('.drill-answer').hidden = !this.answered
    find('[data-action=ask]').classList.toggle('primary', this.rated)
    const chapter = section.querySelector('.drill-chapter')
    find('.drill-more').hidden = !chapter
    if (chapter) find('a').href = chapter.href
    for (const button of pane.querySelectorAll('[data-action=rate]')) {
      button.ariaPressed = this.rated && button.value === drill.saved.get(`${question.id}.rating`)
    }
  }

  #ask() {
    const {drill, pane} = this
    const stage = drill.stage.value
    const wanted = drill.questions
      .filter(({text, section}) => text && !section.closest('[data-for-track][hidden]') && (!stage || section.dataset.stage === stage))
      .map((question) => ({...question, at: this.#dateOf(question)}))
    const drawn = next(wanted, this.#asked)
    if (!drawn) return drill.say(drill.text('none'))
    this.#asked.push(drawn.id)
    this.#endTimer()
    this.answered = false
    this.rated = false
    this.last = this.#lastTime(drawn)
    pane.dataset.record = drawn.id
    pane.querySelector('textarea').name = `${drawn.id}.notes`
    drill.refresh()
    drill.say('')
    pane.querySelector('h2').focus()
  }

  /** When it was last answered, or ''. */
  #dateOf({id}) {
    const at = String(this.drill.saved.get(`${id}.at`))
    return /^\d{4}-\d\d-\d\d$/.test(at) && Date.parse(at) ? at : ''
  }

  #lastTime({id, rating, at}) {
    if (rating === null) return ''
    const on = at && `, on ${new Date(`${at}T12:00`).toLocaleDateString('en-GB', {dateStyle: 'long'})}`
    const notes = this.drill.saved.has(`${id}.notes`) ? ', with the notes below' : ''
    return `Last time: ${this.drill.about.ratings[rating][1]}${on}${notes}.`
  }

  /** Start the timer, or stop it. */
  #time() {
    const running = this.#stop
    this.#endTimer()
    if (!running) {
      const {drill} = this
      this.#stop = () => {} // until it has told for the first time
      this.#stop = countDown(this.minutes.value * 60, (left, passed) => {
        this.left = left ? drill.text('left', {time: clock(left)}) : drill.text('up')
        if (passed) drill.say(drill.text('half', {time: clock(left)}))
        if (passed === 0) {
          drill.say(this.left)
          this.#stop = undefined
        }
        this.show()
      })
    }
    this.show()
  }

  #endTimer() {
    this.#stop?.()
    this.#stop = undefined
    this.left = ''
  }
}

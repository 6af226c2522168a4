/**
 * <question-drill>: every question with its rating, progress by stage, and the reader's own questions; sitting.js asks
 * them. Entries are `<question>.rating`, `.at` and `.notes`; an own one also has `.text`, `.listens`, `.stage`, `.track`
 * and `.order`.
 */
import {Aid} from '../aid/aid.js'
import {arrange, moveRecord, newId, orderAfter, records} from '../aid/records.js'
import {today} from '../aid/today.js'

class QuestionDrill extends Aid {
  start() {
    for (const each of this.querySelectorAll('details')) each.open = false
    this.stage = this.querySelector('.drill-stage')
    this.list = this.querySelector('.drill-own')
    this.blank = this.list.firstElementChild
    this.addEventListener('change', ({target}) => {
      if (!target.name?.endsWith('.stage')) return
      this.write(target.name.replace(/stage$/, 'track'), target.selectedOptions[0].dataset.track)
    })
  }

  arrange() {
    this.own = records(this.saved).filter(({get}) => get('text') ?? get('stage') ?? get('track'))
    arrange(this.list, this.blank, this.own)
  }

  show() {
    for (const option of this.stage) option.disabled = option.hidden // some browsers list what is hidden
    if (this.stage.selectedOptions[0].hidden) this.stage.value = ''
    this.questions = [...this.querySelectorAll('li[data-record]')].map((row) => this.#read(row))
    for (const section of this.querySelectorAll('[data-stage]')) {
      const all = this.questions.filter((question) => question.section === section && question.text)
      const rated = this.about.ratings.map(([, name], index) => [all.filter(({rating}) => rating === index).length, name])
      const answered = rated.reduce((sum, [number]) => sum + number, 0)
      const parts = [[answered, 'of', all.length, 'answered'], ...rated.filter(([number]) => number)]
      section.querySelector('.count').textContent = `${parts.map((part) => part.join(' ')).join(', ')}.`
      section.hidden = !all.length
    }
    this.sitting?.show()
  }

  act(action, button) {
    const row = button.closest('[data-record]')
    const id = row?.dataset.record
    if (['ask', 'reveal', 'timer'].includes(action)) this.#sit(action)
    if (action === 'rate') {
      this.write(`${id}.rating`, button.value)
      this.write(`${id}.at`, button.value && today())
      this.refresh()
      this.say(this.text('rated'))
    }
    if (action === 'add') this.#add()
    if (action === 'move') {
      const position = this.own.findIndex((record) => record.id === id)
      moveRecord(this, this.own, position, button)
      this.say(this.text('moved', {place: position + 1 + Number(button.value), of: this.own.length}))
    }
    if (action === 'remove') this.remove(this.own.find((record) => record.id === id).names, this.text('removed'))
    super.act(action, button)
  }

  async #sit(action) {
    const module = await this.load(() => import('./sitting.js'))
    if (!module) return
    this.sitting ??= new module.Sitting(this)
    this.sitting.act(action)
  }

  #add() {
    const id = newId()
    const {value, dataset} = this.stage.querySelector(this.stage.value ? ':checked' : '[data-for-track]:enabled')
    this.write(`${id}.stage`, value)
    this.write(`${id}.track`, dataset.forTrack)
    this.write(`${id}.order`, orderAfter(this.own))
    this.refresh()
    this.list.lastElementChild.querySelector('textarea').focus()
    this.say(this.text('added'))
  }

  /** A question as it stands in its row. */
  #read(row) {
    const id = row.dataset.record
    const own = row.parentElement === this.list
    const rating = this.about.ratings.findIndex(([name]) => name === this.saved.get(`${id}.rating`))
    row.querySelector('[value=""]').checked = rating < 0
    if (own) this.#finish(row)
    const [text, listens, stage] = [...row.querySelectorAll('[data-of]')].map((part) => (part.value ?? part.textContent).trim())
    const section = own ? this.querySelector(`[data-stage="${stage}"]`) : row.closest('[data-stage]')
    return {id, own, text, listens, section, rating: rating < 0 ? null : rating}
  }

  #finish(row) {
    const [text, , stage] = row.querySelectorAll('[data-of]')
    // A stage that this version does not know stays saved until the reader chooses another.
    if (!stage.value) stage.value = this.about.other
    for (const whose of row.querySelectorAll('.whose')) whose.textContent = `: ${text.value.trim() || this.text('new')}`
    row.querySelector('[value="-1"]').disabled = row === this.list.firstElementChild
    row.querySelector('[value="1"]').disabled = row === this.list.lastElementChild
  }
}

customElements.define('question-drill', QuestionDrill)

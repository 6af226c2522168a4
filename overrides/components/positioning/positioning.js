/**
 * <positioning-builder>: prompts become statements. A statement is drafted from the answers until the reader changes
 * it; from then on it is theirs. Entries are `<track>.<prompt>` and `<track>.<length>`.
 */
import {Aid} from '../aid/aid.js'
import {count} from '../aid/words.js'
import {draft} from './draft.js'
import {hintFor} from './hints.js'
import {budget, seconds, words} from './pace.js'

/** What is still to be filled in, and so not spoken yet. */
const BLANK = /\[[^\]]+\]/g

class PositioningBuilder extends Aid {
  start() {
    this.prompts = [...this.querySelectorAll('[data-prompt]')]
    this.statements = [...this.querySelectorAll('[data-seconds]')]
    // On leaving a field, not at every letter: half a sentence deserves no remark.
    this.addEventListener('change', ({target}) => target.dataset.prompt && this.#hint(target, true))
  }

  arrange() {
    for (const area of this.statements) area.dataset.otherwise = draft(area.dataset.pattern, area.name.split('.')[0], this.saved, this.about.names)
  }

  show() {
    for (const area of this.statements) {
      const own = this.saved.has(area.name)
      const field = area.closest('.field')
      field.querySelector('.count').textContent = this.#counted(area, own)
      field.querySelector('.tools').hidden = !own
    }
    for (const area of this.prompts) if (area !== document.activeElement) this.#hint(area)
  }

  act(action, button) {
    if (action === 'redraft') this.remove([button.value], this.text('redrafted'))
    super.act(action, button)
  }

  #counted(area, own) {
    const {pace} = this
    const blanks = area.value.match(BLANK)
    const number = words(area.value.replace(BLANK, ''))
    if (!number) return `Room for ${count(budget(area.dataset.seconds, pace), 'word')}.`
    const over = number - budget(area.dataset.seconds, pace)
    const room = !over ? 'just right' : over > 0 ? `${count(over, 'word')} too many` : `room for ${count(-over, 'more word')}`
    const whose = own ? 'In your own words.' : 'Drafted from your answers: change it, and it is yours.'
    return `${count(number, 'word')}, about ${count(seconds(number, pace), 'second')} aloud: ${room}. ${whose}${blanks ? ` Still to fill in: ${blanks.join(', ')}.` : ''}`
  }

  #hint(area, aloud) {
    const text = hintFor(area.value, area.dataset.prompt, this.about.hints)
    const hint = area.closest('.field').querySelector('.hint')
    if (hint.textContent !== text) hint.textContent = text
    if (aloud && text) this.say(text)
  }
}

customElements.define('positioning-builder', PositioningBuilder)

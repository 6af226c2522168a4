/** <story-bank>: stories, and a table of what they show. */
import {Aid} from '../aid/aid.js'
import {arrange, records} from '../aid/records.js'
import {count} from '../aid/words.js'
import {seconds, words} from '../positioning/pace.js'
import {alone, showing} from './coverage.js'

class StoryBank extends Aid {
  start() {
    [this.cards, this.limit, this.shelf] = this.querySelectorAll('.stories, .limit, .retired > ul')
    this.blank = this.cards.firstElementChild
    this.blank.firstElementChild.open = false
    this.cards.textContent = ''
  }

  arrange() {
    const all = records(this.saved)
    const retired = all.filter((story) => story.get('retired'))
    this.told = all.filter((story) => !story.get('retired'))
    this.all = [...this.told, ...retired]
    this.all.forEach((story, at) => {
      story.number = at + 1
      story.title = story.get('title')?.trim?.() || this.text('untitled', story)
    })
    const {track} = this
    this.sought = this.about.signals.flatMap(([id, own]) => (track && own && own !== track ? [] : id))
    this.shows = this.told.map((story) => this.sought.filter((id) => story.get(`shows.${id}`) === true))
    arrange(this.cards, this.blank, this.told)
    arrange(this.shelf, this.template('retired'), retired)
  }

  show() {
    ;[...this.cards.children, ...this.shelf.children].forEach((row, at) => this.label(row, this.all[at]))
    for (const card of this.cards.children) {
      card.querySelector('.count').textContent = this.#counted(card)
      card.querySelector('[value="-1"]').disabled = !card.previousSibling
      card.querySelector('[value="1"]').disabled = !card.nextSibling
    }
    for (const item of this.querySelectorAll('[data-signal]')) {
      // One that is ticked stays, so that it can be unticked.
      item.hidden = !this.sought.includes(item.dataset.signal) && !item.querySelector(':checked, :focus')
    }
    this.querySelector('.gaps').replaceChildren(...this.#gaps())
    for (const row of this.querySelectorAll('.shown tr')) this.#tabulate(row)

    // More than there is room for may have come from elsewhere.
    const over = this.told.length - this.about.most
    if (over < 0) this.asker = null
    this.limit.hidden = !this.asker && over <= 0
    if (!this.limit.hidden) this.load(() => import('./advice.js')).then((module) => module?.advise(this))
  }

  async act(action, button) {
    if (/print|clear|undo/.test(action)) return super.act(action)
    return (await this.load(() => import('./acts.js')))?.acts[action](this, button)
  }

  label(element, story) {
    for (const slot of element.querySelectorAll('[data-says]')) slot.textContent = story[slot.dataset.says]
  }

  names(signals) {
    return signals.map((id) => this.about.names[id]).join(', ')
  }

  #counted(card) {
    const number = words([...card.querySelectorAll('.part')].map(({value}) => value).join(' '))
    if (!number) return this.text('room')
    const time = seconds(number, this.pace)
    const over = time - this.about.seconds
    return this.text(over > 0 ? 'over' : 'under', {words: count(number, 'word'), time: count(time, 'second'), rest: count(Math.abs(over), 'second')})
  }

  #gaps() {
    const signals = this.names(this.sought.filter((id) => !showing(this.shows, id).length))
    const said = [this.text(signals ? 'missing' : 'complete', {signals})]
    this.told.forEach((story, at) => {
      const signals = this.names(alone(this.shows, at))
      if (signals) said.push(this.text('alone', {...story, signals}))
    })
    return said.map((textContent) => Object.assign(this.template('gap').cloneNode(), {textContent}))
  }

  /** A cell for each story, and words in the last. */
  #tabulate(row) {
    const {signal} = row.dataset
    const by = showing(this.shows, signal)
    for (const cell of row.querySelectorAll('.column')) cell.remove()
    row.lastElementChild.before(...this.told.map((story, at) => {
      const cell = this.template(signal ? (by.includes(at) ? 'mark' : 'cell') : 'head').cloneNode(true)
      this.label(cell, story)
      return cell
    }))
    const numbers = by.map((at) => at + 1).join(', ')
    if (signal) row.lastElementChild.textContent = this.text(['none', 'only'][by.length] ?? 'several', {...this.told[by[0]], numbers})
  }
}

customElements.define('story-bank', StoryBank)

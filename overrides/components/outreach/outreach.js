/** <outreach-planner>: people at the nodes. Entries are `<person>.<field>`. */
import {Aid} from '../aid/aid.js'
import {arrange, moveRecord, newId, orderAfter, records} from '../aid/records.js'
import {today} from '../aid/today.js'
import {days, inWords} from './due.js'

class OutreachPlanner extends Aid {
  #blank
  #step

  start() {
    this.lists = [...this.querySelectorAll('[data-node]')]
    this.next = this.querySelector('.agenda ul')
    this.#blank = this.querySelector('.person')
    this.#step = this.next.firstElementChild
    for (const list of [this.next, ...this.lists]) list.replaceChildren()
  }

  /** What is moved, or made anew elsewhere, keeps the focus. */
  refresh() {
    const active = document.activeElement
    super.refresh()
    if (active) (this.contains(active) ? active : document.getElementById(active.id))?.focus()
  }

  arrange() {
    const all = records(this.saved)
    const nodes = this.lists.map(({dataset}) => dataset.node)
    this.people = this.lists.flatMap((list) => {
      const {node} = list.dataset
      const own = all.filter((person) => (nodes.includes(person.get('node')) ? person.get('node') : '') === node)
      arrange(list, this.#blank, own)
      return own.map((person, at) => Object.assign(person, {own, at, list}))
    })
  }

  show() {
    const by = today()
    const coming = []
    for (const person of this.people) {
      const {own, at, list} = person
      const row = list.children[at]
      const value = (field) => row.querySelector(`[name$=".${field}"]`).value.trim()
      const date = value('date')
      const closed = this.about.closed.includes(value('state'))
      const who = value(this.about.who) || `Person ${at + 1}`
      Object.assign(person, {who, date, next: value(this.about.next)})
      if (!closed && date && days(date, by) <= this.about.soon) coming.push(person)

      for (const each of row.querySelectorAll('[data-who]')) each.textContent = `: ${who}, ${list.dataset.place}`
      row.firstElementChild.ariaLabel = `${who}, ${list.dataset.place}`
      row.querySelector('.count').textContent = closed ? this.text('closed') : date && inWords(date, by)
      row.querySelector('[value="-1"]').disabled = !at
      row.querySelector('[value="1"]').disabled = at === own.length - 1
      // Nobody vanishes because the reader chose the other track.
      list.closest('[data-for-track]')?.removeAttribute('hidden')
      this.querySelector(`[data-empty="${list.dataset.node}"]`)?.setAttribute('hidden', '')
    }
    arrange(this.next, this.#step, coming.sort((a, b) => days(a.date, b.date)))
    coming.forEach(({id, who, date, next, list}, at) => {
      const [link, when] = this.next.children[at].children
      link.href = `#${id}`
      link.textContent = `${who}: ${next || this.text('no-step')}`
      when.textContent = `${inWords(date, by)} ${list.dataset.place}.`
    })
    const due = coming.filter(({date}) => date <= by).length
    this.querySelector('.agenda p').textContent = this.text('agenda', {due: due || 'none', soon: coming.length - due || 'none'})
  }

  act(action, button) {
    const person = this.people.find(({id}) => id === button.closest('.person')?.dataset.record)
    if (action === 'add') this.#add(button.value)
    if (action === 'move') this.#move(person, button)
    if (action === 'remove') this.remove(person.names, this.text('removed', person))
    if (action === 'copy') this.#copy(this.querySelector(`#${button.value}`))
    if (action === 'export') this.#export(button.value)
    super.act(action)
  }

  #add(node) {
    const id = newId()
    this.write(`${id}.node`, node)
    this.write(`${id}.order`, orderAfter(records(this.saved)))
    this.write(`${id}.state`, this.about.begins)
    this.refresh()
    this.querySelector(`#${id} [name]`).focus()
    this.say(this.text('added'))
  }

  #move({own, at, who}, button) {
    moveRecord(this, own, at, button)
    this.say(this.text('moved', {who, now: at + Number(button.value) + 1, of: own.length}))
  }

  async #copy(frame) {
    const module = await this.load(() => import('../aid/handover.js'))
    if (module) this.say(this.text(await module.copy(frame.textContent, frame) ? 'copied' : 'selected'))
  }

  async #export(kind) {
    const module = await this.load(() => import('./exports.js'))
    if (module) this.say(module.exported(kind, this.people, this.about, this.dataset.storage))
  }
}

customElements.define('outreach-planner', OutreachPlanner)

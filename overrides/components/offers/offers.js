/**
 * <offer-matrix>: roles against weighted factors. Besides what the data give, there are records of the reader's own:
 * roles, factors and deal-breakers, each known by an entry that is true, so that it may be without a name.
 */
import {Aid} from '../aid/aid.js'
import {arrange, moveRecord, newId, orderAfter, records} from '../aid/records.js'
import {worth} from './worth.js'

/** Each kind with the field that is its name. */
const KINDS = [['role', 'name'], ['factor', 'factor'], ['breaker', 'breaker']]
const marker = (kind) => (kind === 'role' ? kind : `own-${kind}`)

class OfferMatrix extends Aid {
  #filled = false

  start() {
    this.lists = {}
    /** Empty roles on show that nothing is saved of: [id, order]. */
    this.spares = []
    this.kindOf = Object.fromEntries([...this.querySelectorAll('[data-given]')].map(({dataset}) => [dataset.record, dataset.given]))
    this.given = [...this.querySelectorAll('[data-given]')].flatMap(({dataset: {record, given, name}}, at) => [
      [`${record}.${marker(given)}`, true], [`${record}.${given}`, name], [`${record}.order`, at],
    ])
  }

  arrange() {
    this.#pad()
    const all = records(new Map([...this.given, ...this.spares.flatMap(([id, order]) => [[`${id}.role`, true], [`${id}.order`, order]]), ...this.saved]))
    for (const [kind, field] of KINDS) {
      // A record with an id of the data's is that, whatever else it is said to be.
      const list = all.filter(({id, get}) => get(marker(kind)) && (this.kindOf[id] ?? kind) === kind)
      this.lists[kind] = list
      list.forEach((record, at) => {
        record.label = this.text(kind, {number: at + 1})
        record.name = String(record.get(field) ?? '').trim() || record.label
        record.weight = Math.max(0, worth(record.get('weight'), this.about.weights))
      })
      const rows = this.querySelector(`[data-list=${kind}]`)
      arrange(rows, this.template(kind), list)
      list.forEach((record, at) => this.#row(rows.children[at], record, list, at))
    }
    const {role, factor, breaker} = this.lists
    const full = role.length >= this.about.most
    this.querySelector('[value=role]').hidden = full
    this.querySelector('.offer-full').hidden = !full

    const table = this.querySelector('.offer-marks')
    const weighty = factor.filter(({weight}) => weight > 0)
    table.hidden = !weighty.length
    this.#cells(table.tHead.rows[0], 'column')
    const body = table.tBodies[0]
    arrange(body, this.template('marks'), weighty)
    weighty.forEach((each, at) => this.#cells(body.rows[at], 'mark', each))
    for (const each of breaker) this.#cells(this.#find(each.id, 'breaker').querySelector('.cells'), 'breaks', each)
  }

  /** As many empty roles as there must be to compare. */
  #pad() {
    const own = records(this.saved).filter(({get}) => get('role'))
    const missing = Math.max(0, this.about.least - own.length)
    this.spares = this.spares.filter(([id]) => !this.saved.has(`${id}.role`)).slice(0, missing)
    while (this.spares.length < missing) {
      this.spares.push([newId(), orderAfter(own) + this.spares.length])
    }
  }

  #find(id, kind) {
    return this.querySelector(`[data-list=${kind}] > [data-record="${CSS.escape(id)}"]`)
  }

  #row(row, record, list, at) {
    for (const slot of row.querySelectorAll('.label')) slot.textContent = record.label
    for (const slot of row.querySelectorAll('.of')) slot.textContent = record.name
    for (const button of row.querySelectorAll('[data-action=move]')) button.disabled = !list[at + Number(button.value)]
    const tools = row.querySelector('.small')
    if (tools) tools.hidden = this.spares.some(([id]) => id === record.id)
  }

  /** One cell for each role, after a head that names what the row is about. */
  #cells(row, kind, about) {
    arrange(row, this.template(kind), [{id: 'HEAD'}, ...this.lists.role])
    const [head, ...cells] = row.children
    if (about) head.textContent = about.name
    cells.forEach((cell, at) => {
      const {id, name} = this.lists.role[at]
      cell.querySelector('.column').textContent = name
      if (!about) return
      cell.querySelector('.of').textContent = about.name
      const control = cell.querySelector('select, input')
      control.name = control.id = cell.querySelector('label').htmlFor = `${id}.${kind}.${about.id}`
    })
  }

  write(name, value, store) {
    // An empty role is one as soon as something is saved of it.
    const [id, order] = this.spares.find(([each]) => name.startsWith(`${each}.`)) ?? []
    if (id && value) this.#make(id, 'role', order)
    super.write(name, value, store)
  }

  #make(id, kind, order) {
    this.store.set(`${id}.${marker(kind)}`, true)
    this.store.set(`${id}.order`, order)
  }

  act(action, button) {
    super.act(action, button)
    const id = button.closest('[data-record]')?.dataset.record
    const kind = button.closest('[data-list]')?.dataset.list ?? button.value
    const list = this.lists[kind]
    const at = list?.findIndex((record) => record.id === id)
    if (action === 'add') {
      const added = newId()
      if (kind === 'role') for (const [spare, order] of this.spares) this.#make(spare, kind, order)
      this.#make(added, kind, orderAfter(list))
      this.refresh()
      this.#find(added, kind).querySelector('input').focus()
      this.say(this.text('added', {name: this.lists[kind].at(-1).label}))
    }
    if (action === 'remove') {
      const names = [...this.saved.keys()].filter((name) => name.split('.').includes(id))
      this.remove(names, this.text('removed', list[at]))
    }
    if (action === 'move') {
      moveRecord(this, list, at, button)
      this.say(this.text('moved', {name: list[at].name, place: at + 1 + Number(button.value), of: list.length}))
    }
  }

  show() {
    // What is saved but no choice is none.
    for (const select of this.querySelectorAll('select')) if (select.selectedIndex < 0) select.selectedIndex = 0
    this.toggleAttribute('data-blank', !this.saved.size)
    // An empty matrix has no result to load; one that was emptied has one to take back.
    this.#filled ||= this.saved.size > 0
    if (this.#filled) this.load(() => import('./result.js')).then((module) => module?.showResult(this))
  }
}

customElements.define('offer-matrix', OfferMatrix)

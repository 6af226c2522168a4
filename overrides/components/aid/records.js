/**
 * Records, such as people or stories: entries `<record>.<field…>` that share their first word. `<record>.order` is
 * a number that sorts them, so that moving one writes one entry only.
 */

/** @returns {{id: string, get: (field: string) => *, names: string[]}[]} in their order */
export function records(saved) {
  const found = new Map()
  for (const [name, value] of saved) {
    const [, id, field] = name.match(/^([^.]+)\.(.+)$/) ?? []
    if (!id) continue
    if (!found.has(id)) found.set(id, {id, fields: new Map(), names: []})
    found.get(id).fields.set(field, value)
    found.get(id).names.push(name)
  }
  const all = [...found.values()].map(({id, fields, names}) => ({id, names, get: (field) => fields.get(field)}))
  return all.sort((a, b) => orderOf(a) - orderOf(b) || (a.id < b.id ? -1 : 1))
}

const orderOf = (record) => {
  const order = record.get('order')
  return Number.isFinite(order) ? order : 0
}

/** An id that no other tab or device has given. */
export function newId() {
  return `r${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`
}

/** The order that puts a record at the end of `list`. */
export const orderAfter = (list) => (list.length ? orderOf(list.at(-1)) + 1 : 1)

/** What to write so that the record at `position` of `list` moves one place up (-1) or down (1): [id, order] pairs. */
export function moved(list, position, by) {
  const target = list[position + by]
  if (!target) return []
  const beyond = list[position + 2 * by]
  const order = beyond ? (orderOf(target) + orderOf(beyond)) / 2 : orderOf(target) + by
  const between = (order - orderOf(target)) * by > 0 && (!beyond || (orderOf(beyond) - order) * by > 0)
  if (between) return [[list[position].id, order]]
  // Two devices have given the same order: number all of them anew.
  const ids = list.map(({id}) => id)
  ids.splice(position + by, 0, ...ids.splice(position, 1))
  return ids.map((id, index) => [id, index + 1])
}

const NAMING = ['name', 'id', 'for', 'aria-labelledby', 'aria-describedby']

/** A copy of `prototype` whose names begin with `id` instead of `blank-…`. */
export function stamped(prototype, id) {
  const copy = prototype.cloneNode(true)
  copy.dataset.record = id
  for (const element of [copy, ...copy.querySelectorAll('*')]) {
    for (const attribute of NAMING) {
      const value = element.getAttribute(attribute)
      if (value) element.setAttribute(attribute, value.replace(/blank-[a-z0-9-]+/g, id))
    }
  }
  return copy
}

/** Give `list` one copy of the prototype for each record, in order, and keep those it has. */
export function arrange(list, prototype, wanted) {
  const focused = document.activeElement
  const there = new Map([...list.children].map((row) => [row.dataset.record, row]))
  for (const [id, row] of there) if (!wanted.some((record) => record.id === id)) row.remove()
  wanted.forEach(({id}, position) => {
    const row = there.get(id) ?? stamped(prototype, id)
    if (list.children[position] !== row) list.insertBefore(row, list.children[position] ?? null)
  })
  // What is moved loses it.
  if (focused !== document.activeElement && focused?.isConnected) focused.focus({preventScroll: true})
}

/** Move the record at `position` of `list` as the button says; the focus stays there, or goes to its twin at an end. */
export function moveRecord(aid, list, position, button) {
  for (const [id, order] of moved(list, position, Number(button.value))) aid.write(`${id}.order`, order)
  aid.refresh()
  const next = button.disabled ? button.parentElement.querySelector('[data-action=move]:enabled') : button
  next?.focus()
}

/** Which stories could go. Loaded when there is no room for another. */
import {arrange} from '../aid/records.js'
import {alone} from './coverage.js'

/** The positions of the stories that cost least: by how many signals only they show, then by how many they show. */
export function cheapest(shows, most = 3) {
  const cost = (at) => alone(shows, at).length
  const order = (a, b) => cost(a) - cost(b) || shows[a].length - shows[b].length
  return [...shows.keys()].sort(order).slice(0, most)
}

/** Fill the story bank's list with them and with what each would cost. */
export function advise(bank) {
  const list = bank.limit.lastElementChild
  const order = cheapest(bank.shows)
  arrange(list, bank.template('advice'), order.map((at) => bank.told[at]))
  order.forEach((at, position) => {
    const row = list.children[position]
    const lost = alone(bank.shows, at)
    bank.label(row, bank.told[at])
    row.querySelector('.cost').textContent = bank.text(lost.length ? 'cost' : 'costless', {signals: bank.names(lost)})
  })
}

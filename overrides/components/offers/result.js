/** What the matrix says, in words. Loaded when there is something in it. */
import {arrange} from '../aid/records.js'
import {read, weigh} from './matrix.js'

const FLIPS = 3 // as many as anyone takes in

const listed = (names) => new Intl.ListFormat('en-GB').format(names)

function fill(list, texts) {
  list.replaceChildren(...texts.map((text) => Object.assign(document.createElement('li'), {textContent: text})))
}

/** @param matrix the element, with its lists as they are saved */
export function showResult(matrix) {
  const {weights, marks, least, narrow} = matrix.about
  const {factor: factors, breaker: breakers} = matrix.lists
  const slot = (name) => matrix.querySelector(`.offer-${name}`)
  const roles = read(matrix.saved, matrix.about).roles.map((role) => ({
    ...role,
    name: matrix.lists.role.find(({id}) => id === role.id).name,
    breaks: breakers.filter(({id}) => role.breaks.includes(id)),
  }))
  const few = roles.length < least
  const {standing, out, left, source, flips} = weigh(few ? [] : roles, factors, marks.length - 1, weights.length - 1)
  const named = (id) => [...factors, ...roles].find((each) => each.id === id)
  const [first, second] = standing
  const tied = standing.filter(({place}) => place === 1)
  const points = Math.round(first?.score) - Math.round(second?.score)
  const compared = second && first.score !== undefined
  const leads = compared && tied.length === 1

  const headline = [
    [few, 'few'],
    [!first, 'none'],
    [!second, 'one'],
    [factors.every(({weight}) => !weight), 'weightless'],
    [!compared, 'unmarked'],
    [!leads, 'tie'],
    [points < narrow, 'narrow'],
    [true, 'leads'],
  ].find(([holds]) => holds)[1]
  const apart = matrix.text(points > 1 ? 'points' : points ? 'point' : 'less', {points})
  const said = matrix.text(headline, {name: first?.name, names: listed(tied.map(({name}) => name)), apart})
  // No news at every letter of a name.
  slot('headline').ariaLive = matrix.querySelector('input[type=text]:focus') ? 'off' : 'polite'
  if (slot('headline').textContent !== said) slot('headline').textContent = said

  const scored = standing.filter(({score}) => score !== undefined)
  arrange(slot('scores'), matrix.template('score'), scored)
  scored.forEach(({name, score}, at) => {
    const row = slot('scores').children[at]
    row.firstElementChild.textContent = matrix.text('score', {name, score: Math.round(score)})
    row.querySelector('rect').setAttribute('width', score)
  })

  const notes = []
  if (leads) {
    const {name, weight} = named(source)
    const words = {weight: weights[weight], first: marks[first.marks[source]], second: marks[second.marks[source]]}
    notes.push(matrix.text('source', {factor: name, other: second.name, ...words}))
  }
  for (const {name, breaks, score, place} of out) {
    const words = {name, which: listed(breaks.map((each) => `“${each.name.replace(/\.$/, '')}”`)), place, of: standing.length + 1}
    notes.push(matrix.text(first && score !== undefined ? 'aside' : 'out', {...words, score: Math.round(score)}))
  }
  if (left.length) notes.push(matrix.text('left', {factors: listed(left.map((id) => named(id).name))}))
  fill(slot('notes'), notes)

  const turns = flips.slice(0, FLIPS).map(({factor, weight, role}) => {
    const {name, weight: was} = named(factor)
    return matrix.text('flip', {factor: name, was: weights[was], now: weights[weight], name: named(role).name})
  })
  slot('turn').textContent = compared ? matrix.text(`${turns.length ? 'turn' : 'firm'}-${leads ? 'lead' : 'tie'}`) : ''
  fill(slot('flips'), compared ? turns : [])
}

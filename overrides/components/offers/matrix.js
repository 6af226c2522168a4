/**
 * What weights and marks add up to. Pure. A role is {id, out, marks: {<factor>: number or undefined}}, `out` if a
 * deal-breaker rules it out; a factor is {id, weight}.
 */
import {records} from '../aid/records.js'
import {worth} from './worth.js'

const sum = ({marks}, factors) => factors.reduce((total, {id, weight}) => total + weight * marks[id], 0)

/**
 * What is saved, as weigh() takes it. A role counts once it has a name, a mark or a deal-breaker.
 * @param about of the data: ids of `factors` and `breakers`, words for `weights` and `marks`
 */
export function read(saved, {factors, breakers, weights, marks}) {
  const all = records(saved)
  const own = (kind) => all.filter(({get}) => get(`own-${kind}`)).map(({id}) => id)
  const weighted = [...factors, ...own('factor')].map((id) => ({id, weight: Math.max(0, worth(saved.get(`${id}.weight`), weights))}))
  const roles = all.filter(({id, get}) => get('role') && ![...factors, ...breakers].includes(id)).map(({id, get}) => {
    const given = weighted.map((factor) => [factor.id, worth(get(`mark.${factor.id}`), marks)]).filter(([, mark]) => mark >= 0)
    const breaks = [...breakers, ...own('breaker')].filter((breaker) => get(`breaks.${breaker}`) === true)
    return {id, begun: Boolean(get('name') || given.length || breaks.length), breaks, out: breaks.length > 0, marks: Object.fromEntries(given)}
  })
  return {factors: weighted, roles: roles.filter(({begun}) => begun)}
}

/** Who is ahead of all the others, if anyone is. */
function ahead(roles, factors) {
  const sums = roles.map((role) => sum(role, factors))
  const first = roles.filter((_, at) => sums[at] === Math.max(...sums))
  return first.length === 1 ? first[0].id : undefined
}

/** For each factor the least change of its weight that puts another role ahead; the least of all first. */
function flips(roles, factors, heaviest) {
  const leader = ahead(roles, factors)
  const found = factors.flatMap((factor) => {
    const changes = []
    for (let weight = 0; weight <= heaviest; weight++) {
      const role = ahead(roles, factors.map((each) => (each === factor ? {...each, weight} : each)))
      if (role && role !== leader) changes.push({factor: factor.id, weight, role, by: Math.abs(weight - factor.weight)})
    }
    return changes.sort((a, b) => a.by - b.by).slice(0, 1)
  })
  return found.sort((a, b) => a.by - b.by)
}

/**
 * Only factors that all roles in the running have a mark for count.
 * @param best the best mark there is; @param heaviest the heaviest weight
 * @returns roles with their `score` of 100 and `place` among those in the running, the first first: those that are
 *   `standing`, and those that are `out`, a score undefined where a mark is missing; factors `left` out; the factor
 *   that gives the first most over the second, its `source`; and `flips`
 */
export function weigh(roles, factors, best, heaviest) {
  const running = roles.filter(({out}) => !out)
  const known = factors.filter(({id}) => running.every(({marks}) => marks[id] >= 0))
  const counted = known.filter(({weight}) => weight)
  const most = best * counted.reduce((total, {weight}) => total + weight, 0)
  const placed = roles.map((role) => {
    const own = sum(role, counted)
    const score = most && own >= 0 ? (100 * own) / most : undefined
    return {...role, score, place: 1 + running.filter((other) => sum(other, counted) > own).length}
  }).sort((a, b) => a.place - b.place)
  const standing = placed.filter(({out}) => !out)
  const [first, second] = standing
  const gain = ({id, weight}) => weight * (first.marks[id] - second.marks[id])
  return {
    standing,
    out: placed.filter(({out}) => out),
    left: factors.filter((factor) => factor.weight && !known.includes(factor)).map(({id}) => id),
    source: second && [...counted].sort((a, b) => gain(b) - gain(a))[0]?.id,
    flips: second ? flips(running, known, heaviest) : [],
  }
}

/** For each role that can be compared its id and its score in whole points, or -1 if it is out; none if they are too few. */
export function totals(saved, about) {
  const {factors, roles} = read(saved, about)
  if (roles.length < about.least) return []
  const {standing, out} = weigh(roles, factors, about.marks.length - 1, about.weights.length - 1)
  const scored = standing.filter(({score}) => score !== undefined)
  return [...scored.map(({id, score}) => ({id, score: Math.round(score)})), ...out.map(({id}) => ({id, score: -1}))]
}

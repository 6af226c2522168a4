/**
 * What weights and marks add up to. Pure. A role is {id, out, marks: {<factor>: number or undefined}}, `out` if a
 * deal-breaker rules it out; a factor is {id, weight}.
 */

const sum = ({marks}, factors) => factors.reduce((total, {id, weight}) => total + weight * marks[id], 0)

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

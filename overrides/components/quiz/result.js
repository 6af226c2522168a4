/** Fills the result's markup, which already holds every part and every sentence that does not depend on an answer. */
import {dimensionMargins, disagree, movers, result, sum} from './scoring.js'

const WEIGHTIEST = 3

const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`

export function element(tag, ...content) {
  const made = document.createElement(tag)
  made.append(...content)
  return made
}

export function questionLink({id, text}) {
  const link = element('a', text)
  link.href = `#${id}`
  return element('li', link)
}

/** `answers` are question ids -> option ids; if `shared`, they are somebody else's. */
export function showResult(step, {questions, tracks, limits}, answers, shared) {
  const slot = (name, inside = step) => inside.querySelector(`[data-slot=${name}]`)
  const fit = questions.filter(({part}) => part === 'fit')
  const chosen = ({id, options}) => options.get(answers.get(id))
  const positions = fit.map((question) => chosen(question)?.position ?? null)
  const leans = fit.map((question) => question.leans)
  const score = result(leans, positions, limits)
  const margins = dimensionMargins(fit.map(({dimension}) => dimension), leans, positions)
  const verdict = tracks[score.side]?.id
  const standings = tracks.map((_, side) => standing(side))

  // Every part says for what it is; a caution is for one answer.
  const applies = new Set([score.band, verdict, `${verdict}-${score.band}`, shared ? 'shared' : 'own'])
  for (const pair of answers) applies.add(pair.join('.'))
  if (disagree(margins, limits.speaks)) applies.add('disagree')
  for (const {level} of standings) applies.add(level < 0 ? !shared && 'unplaced' : 'placed')
  for (const part of step.querySelectorAll('[data-for]')) {
    part.hidden = !part.dataset.for.split(' ').some((word) => applies.has(word))
  }

  slot('link').hidden = true
  slot('firmness').textContent = firmness(score)
  slot('margin').textContent = marginInWords(score)
  if (score.band !== 'unfinished') {
    slot('reasons').replaceChildren(...reasons(score.side))
    slot('change').replaceChildren(...changes(score))
    showDimensions()
    standings.forEach(showStanding)
  }

  function firmness({band, answered, side, toLose, toTurn}) {
    const [first, second] = tracks.map(({name}) => name)
    if (band === 'unfinished') return `${count(limits.leastAnswers - answered, 'more answer')} will do.`
    if (side === null) return `${count(toTurn[0], 'different answer')} could tip it to ${first}, ${toTurn[1]} to ${second}.`
    return `${count(toLose, 'different answer')} could make it too close to call; `
      + `it would take at least ${toTurn[1 - side]} to turn it to ${tracks[1 - side].name}.`
  }

  function marginInWords({band, margin, answered}) {
    const given = `${answered} of ${fit.length} questions answered.`
    if (band === 'unfinished') return given
    const widest = sum(leans.map((options) => Math.max(...options.map(Math.abs))))
    return `The margin is ${inPoints(margin, widest)}, with ${given}`
  }

  function inPoints(margin, widest) {
    const points = `${count(Math.abs(margin), 'point')} of ${widest}`
    return margin ? `${points} towards ${tracks[Number(margin > 0)].name}` : points
  }

  function reasons(side) {
    const leaning = (towards) => {
      const sign = towards ? 1 : -1
      return fit
        .map((question) => ({question, weight: sign * (chosen(question)?.worth ?? 0)}))
        .filter(({weight}) => weight > 0)
        .sort((a, b) => b.weight - a.weight)
        .map(({question}) => quoted(question))
    }
    const list = (heading, items, shown = items.length) => {
      const rest = items.splice(shown)
      return [
        element('h3', heading),
        items.length ? quotes(items) : element('p', 'None of these answers does.'),
        ...rest.length ? [element('details', element('summary', `${rest.length} more`), quotes(rest))] : [],
      ]
    }
    if (side === null) return tracks.flatMap(({name}, towards) => list(`What speaks for ${name}`, leaning(towards), WEIGHTIEST))
    return [
      ...list('The answers that weighed most', leaning(side), WEIGHTIEST),
      ...list('The answers that point the other way', leaning(1 - side)),
    ]
  }

  function quotes(items) {
    const list = element('ul', ...items)
    list.className = 'quotes'
    return list
  }

  function quoted(question) {
    return element('li', element('p', question.text), element('q', chosen(question).text))
  }

  /** Answers enough to change the verdict: one choice of them, since others may do as well. */
  function changes({side, toLose, toTurn}) {
    const enough = (number, towards, what) => {
      const items = movers(towards, leans, positions).slice(0, number).map((position) => {
        const question = fit[position]
        const sorted = [...question.options.values()].sort((a, b) => a.worth - b.worth)
        const item = shared ? element('li', question.text) : questionLink(question)
        item.append(' ', element('q', sorted.at(-towards).text))
        return item
      })
      const those = number === 1 ? 'This answer instead' : `These ${number} answers instead`
      return [element('p', `${those}, for instance, would ${what}:`), element('ul', ...items)]
    }
    if (side !== null) return enough(toLose, 1 - side, 'make it too close to call')
    return tracks.flatMap(({name}, towards) => enough(toTurn[towards], towards, `tip it to ${name}`))
  }

  function showDimensions() {
    step.querySelectorAll('.dimensions li').forEach((row, i) => {
      const bar = row.querySelector('rect')
      row.dataset.track = tracks[Number(margins[i] > 0)].id
      bar.setAttribute('x', Math.min(0, margins[i]))
      bar.setAttribute('width', Math.abs(margins[i]))
      slot('words', row).textContent = inPoints(margins[i], bar.ownerSVGElement.viewBox.baseVal.width / 2)
    })
    const names = [...step.querySelectorAll('.dimensions .name')]
    step.querySelectorAll('[data-slot=speaks]').forEach((list, side) => {
      const those = names.filter((_, i) => (side ? margins[i] : -margins[i]) >= limits.speaks)
      list.textContent = those.map(({textContent}) => textContent).join(', ')
    })
  }

  /** What is proven of a track; its level is -1 while a question about it is open. */
  function standing(side) {
    const asked = questions.filter((question) => question.side === side)
    const points = asked.map(chosen).filter((option) => option && option.position !== null).map(({worth}) => worth)
    const most = [...step.querySelectorAll('[data-most]')].map(({dataset}) => Number(dataset.most))
    const level = points.length < asked.length ? -1 : most.findIndex((limit) => sum(points) <= limit)
    return {asked, points, level}
  }

  function showStanding({asked, points, level}, side) {
    const part = step.querySelectorAll('.standing')[side]
    part.hidden = !points.length
    const lies = score.side === null ? 'close' : score.side === side ? 'towards' : 'away'
    const cell = step.querySelectorAll(`[data-fit=${lies}] td`)[level]
    for (const mark of step.querySelectorAll(`.here[data-track="${tracks[side].id}"]`)) mark.hidden = !cell?.contains(mark)
    part.querySelectorAll('[data-slot=prove] li').forEach((proof, i) => { proof.hidden = points[i] === 2 })
    slot('prove', part).hidden = !cell || lies === 'away' || sum(points) === 2 * asked.length
    slot('standing', part).textContent = cell
      ? `${sum(points)} of ${2 * asked.length} points. ${['title', 'advice'].map((name) => cell.querySelector(`.${name}`).textContent).join(': ')}`
      : `${points.length} of ${asked.length} questions answered: no place in the grid yet.`
  }
}

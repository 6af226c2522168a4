/**
 * The twin of macros/scoring.py, which has the contracts. Pure. A question is its options' leans (points of the
 * second track less the first's), an answer an option's position or null, a side 0 or 1.
 */

export const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)

const lean = (question, answer) => (answer === null ? 0 : question[answer])

const margin = (questions, answers) => sum(questions.map((question, i) => lean(question, answers[i])))

const sideOf = (points, limits) => (Math.abs(points) <= limits.close ? null : Number(points > 0))

/** How far each question, answered otherwise, could move the margin towards `side`. */
function shifts(side, questions, answers) {
  const sign = side ? 1 : -1
  return questions.map((question, i) => Math.max(...question.map((value) => sign * value)) - sign * lean(question, answers[i]))
}

/** The fewest answers to change until the margin towards `side` is `goal`: largest shifts first is exact. */
function changesUntil(goal, side, questions, answers) {
  let missing = goal - (side ? 1 : -1) * margin(questions, answers)
  for (const [changed, shift] of [0, ...shifts(side, questions, answers).sort((a, b) => b - a)].entries()) {
    missing -= shift
    if (missing <= 0) return changed
  }
  return null
}

/** Positions of the questions that could move the margin most towards `side`, the furthest first. */
export function movers(side, questions, answers) {
  const by = shifts(side, questions, answers)
  return [...by.keys()].sort((a, b) => by[b] - by[a])
}

export function dimensionMargins(dimensions, questions, answers) {
  const margins = Array(Math.max(...dimensions) + 1).fill(0)
  questions.forEach((question, i) => { margins[dimensions[i]] += lean(question, answers[i]) })
  return margins
}

export const disagree = (margins, speaks) => Math.max(...margins) >= speaks && Math.min(...margins) <= -speaks

/** @returns {{margin, answered, band, side, toLose, toTurn}} as Result in macros/scoring.py */
export function result(questions, answers, limits) {
  const points = margin(questions, answers)
  const answered = answers.filter((answer) => answer !== null).length
  if (answered < limits.leastAnswers) {
    return {margin: points, answered, band: 'unfinished', side: null, toLose: null, toTurn: [null, null]}
  }
  const side = sideOf(points, limits)
  const band = side === null ? 'close' : Math.abs(points) <= limits.leans ? 'leans' : 'clear'
  const toTurn = [0, 1].map((other) => changesUntil(limits.close + 1, other, questions, answers))
  const turns = toTurn.filter((turn) => turn !== null)
  const toLose = side !== null
    ? changesUntil(-limits.close, 1 - side, questions, answers)
    : turns.length ? Math.min(...turns) : null
  return {margin: points, answered, band, side, toLose, toTurn}
}

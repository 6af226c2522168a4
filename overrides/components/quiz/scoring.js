/**
 * The quiz's arithmetic, the twin of macros/scoring.py; tests hold the two to the same results. Pure.
 *
 * A question is the list of its options' leans in points (second track less first); an answer is an option's
 * position, or null for "Can't say" and for no answer. Side 0 is the first track, side 1 the second.
 */

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)

const lean = (question, answer) => (answer === null ? 0 : question[answer])

/** Points towards the second track (positive) or the first (negative). */
const margin = (questions, answers) => sum(questions.map((question, i) => lean(question, answers[i])))

/** The track a margin names, or null when it is too close to call. */
const sideOf = (points, limits) => (Math.abs(points) <= limits.close ? null : Number(points > 0))

/** The fewest answers to change until the margin towards `side` is `goal`; largest shifts first is exact. */
function changesUntil(goal, side, questions, answers) {
  const sign = side ? 1 : -1
  let missing = goal - sign * margin(questions, answers)
  const shifts = questions.map((question, i) =>
    Math.max(...question.map((value) => sign * value)) - sign * lean(question, answers[i]))
  for (const [changed, shift] of [0, ...shifts.sort((a, b) => b - a)].entries()) {
    missing -= shift
    if (missing <= 0) return changed
  }
  return null
}

/**
 * @param {number[][]} questions leans of every question's options
 * @param {(number|null)[]} answers
 * @param {{close: number, leans: number, leastAnswers: number}} limits
 * @returns {{margin: number, answered: number, band: string, side: number|null, toLose: number|null,
 *   toTurn: (number|null)[]}} as Result in macros/scoring.py
 */
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

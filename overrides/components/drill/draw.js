/** Which question comes next. Pure, but for chance. */

/** So many others come before a question comes again. */
const RECENT = 3

/** Never asked (null) comes after the weakest and before all others. */
const rank = ({rating}) => rating ?? 0.5

/**
 * The weakest first; of those rated alike the one not asked for longest; of those asked equally long ago, any. Every
 * fourth is one that has not come yet in this sitting, if there is one, so that a few weak ones do not keep out the rest.
 *
 * @param {{id: string, rating: number|null, at: string}[]} questions rating is 0 for the weakest, at a date or ''
 * @param {string[]} asked the ids of this sitting, in the order they came
 */
export function next(questions, asked, random = Math.random) {
  const recent = asked.slice(Math.max(0, asked.length - Math.min(RECENT, questions.length - 1)))
  const open = questions.filter(({id}) => !recent.includes(id))
  const fresh = open.filter(({id}) => !asked.includes(id))
  const isTurn = asked.length % (RECENT + 1) === RECENT && fresh.length
  return (isTurn ? fresh : open)
    .map((question) => [question, asked.lastIndexOf(question.id), random()])
    .sort(([a, lastA, chanceA], [b, lastB, chanceB]) =>
      rank(a) - rank(b) || (a.at > b.at) - (a.at < b.at) || lastA - lastB || chanceA - chanceB)[0]?.[0]
}

/** What each role of the offer matrix adds up to, for the sheet. */
import {records} from '../aid/records.js'
import {weigh} from '../offers/matrix.js'

/** @returns {[string, string][]} an entry for each role that has a score, or that a deal-breaker rules out */
export function scores(saved, {factors, breakers, weights, marks}) {
  const worth = (value, words) => words.findIndex((_, index) => String(index) === value)
  const all = records(saved)
  const own = (kind) => all.filter((record) => record.get(`own-${kind}`)).map(({id}) => id)
  const weighted = [...factors, ...own('factor')].map((id) => ({id, weight: Math.max(0, worth(saved.get(`${id}.weight`), weights))}))
  const roles = all.filter((record) => record.get('role')).map(({id, get}) => ({
    id,
    out: [...breakers, ...own('breaker')].some((breaker) => get(`breaks.${breaker}`) === true),
    marks: Object.fromEntries(weighted.map((factor) => [factor.id, worth(get(`mark.${factor.id}`), marks)]).filter(([, mark]) => mark >= 0)),
  }))
  const {standing, out} = weigh(roles, weighted, marks.length - 1, weights.length - 1)
  return [
    ...standing.filter(({score}) => score !== undefined).map(({id, score}) => [`offers/${id}.score`, `${Math.round(score)} of 100`]),
    ...out.map(({id}) => [`offers/${id}.score`, 'out, by a deal-breaker']),
  ]
}

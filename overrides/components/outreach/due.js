/** Dates in words. Pure. They are saved as 2026-11-25. */

export const days = (date, by) => (Date.parse(date) - Date.parse(by)) / 864e5

/** 'Due today, Wednesday 25 November 2026.' */
export function inWords(date, by) {
  const near = new Intl.RelativeTimeFormat('en-GB', {numeric: 'auto'}).format(days(date, by), 'day')
  return `Due ${near}, ${new Date(date).toLocaleDateString('en-GB', {dateStyle: 'full', timeZone: 'UTC'})}.`
}

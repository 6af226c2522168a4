/** How what was written in two places becomes one. Pure. */

const WRITTEN = new Set(['positioning', 'outreach', 'stories', 'drill', 'offers'])
/** Fields that hold one choice, which cannot be two. */
const CHOICES = /(?:^|\.)(?:track|node|state|date|stage|rating|at|order)$|\.(?:weight|mark\.[^.]+)$/

/** Whether a reader wrote the value in their own words. */
export function isText(part, name, value) {
  return typeof value === 'string' && WRITTEN.has(part) && !CHOICES.test(name)
}

/** One text in which both stand; the same again if one of them already holds the other. Short ones stay on a line. */
export function both(first, second) {
  if (first.includes(second)) return first
  if (second.includes(first)) return second
  const between = /\n|.{90}/.test(first + second) ? '\n\n' : ' / '
  return first + between + second
}

/** Whether two values are the same, lists too. */
export const same = (first, second) => JSON.stringify(first) === JSON.stringify(second)

/** The lines around a match, as text and marks and nothing else of what the index holds. */

const BEFORE = 50

/**
 * @param {string} html a title or text as the worker returns it, with <mark> around what was found
 * @param {number} length about how many characters to keep, from shortly before the first mark
 * @returns {Array<string|HTMLElement>} what to append
 */
export function excerpt(html, length = Infinity) {
  const runs = parse(html)
  const text = runs.map((run) => run.text).join('')
  const [start, end] = stretch(text, runs.find((run) => run.marked)?.at ?? 0, length)
  const parts = runs
    .map(({text, at, marked}) => ({text: text.slice(Math.max(0, start - at), Math.max(0, end - at)), marked}))
    .filter((part) => part.text)
    .map(({text, marked}) => marked ? mark(text) : text)
  return [start > 0 ? '… ' : '', ...parts, end < text.length ? ' …' : '']
}

function mark(text) {
  const element = document.createElement('mark')
  element.textContent = text
  return element
}

/** Text in the order of reading, each run marked or not; a document of its own, in which nothing runs or loads. */
function parse(html) {
  // Paragraphs stand beside each other here, so their ends become spaces.
  const {body} = new DOMParser().parseFromString(html.replace(/<(?!\/?mark>)/g, ' <'), 'text/html')
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  const runs = []
  let at = 0
  while (walker.nextNode()) {
    // Never two spaces, and none at the beginning, or a cut would count them.
    const ended = runs.length === 0 || runs.at(-1).text.endsWith(' ')
    const text = walker.currentNode.data.replace(/\s+/g, ' ').replace(ended ? /^ / : '', '')
    if (!text) continue
    runs.push({text, at, marked: walker.currentNode.parentNode.localName === 'mark'})
    at += text.length
  }
  return runs
}

/** From where to where, between words. */
function stretch(text, first, length) {
  const start = text.length > length && first > BEFORE ? Math.min(first, text.indexOf(' ', first - BEFORE) + 1) : 0
  if (text.length - start <= length) return [start, text.length]
  return [start, Math.max(text.lastIndexOf(' ', start + length), first + 1)]
}

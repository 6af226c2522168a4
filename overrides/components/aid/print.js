/** Print one part of the page as a sheet of its own; the style sheet leaves out what does not lead to it. */
export function printPart(part) {
  const page = document.documentElement
  part.toggleAttribute('data-printing', true)
  page.toggleAttribute('data-printing-part', true)
  globalThis.addEventListener('afterprint', () => {
    part.toggleAttribute('data-printing', false)
    page.toggleAttribute('data-printing-part', false)
  }, {once: true})
  globalThis.print()
}

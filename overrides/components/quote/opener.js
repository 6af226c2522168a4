// What copies a quote is fetched when the fold that offers it is opened.
const fold = document.querySelector('details.quote')
const fetched = () => import('./quote.js').catch(() => {}) // its links lead to files, which do without
fold.addEventListener('toggle', fetched, {once: true})
if (fold.open) fetched()

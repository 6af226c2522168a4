/**
 * Keeps the guide in the browser for reading without a network (worker.js), from the first sign that somebody reads it;
 * not where the reader saves data. A page that a newer version takes over from elsewhere loads again, as that version.
 */
const {serviceWorker} = navigator
const SIGNS = ['scroll', 'pointerdown', 'keydown']

if (serviceWorker && !navigator.connection?.saveData) {
  const {root} = document.querySelector('script[data-root]').dataset
  const keep = () => {
    for (const sign of SIGNS) removeEventListener(sign, keep)
    serviceWorker.register(new URL('sw.js', new URL(root, document.baseURI))).catch(() => {}) // as where cookies are blocked
  }
  let served = serviceWorker.controller
  serviceWorker.addEventListener('controllerchange', () => {
    if (served) location.reload()
    served = serviceWorker.controller
  })
  // Once there is a worker, browsers look for a newer one by themselves.
  if (!served) for (const sign of SIGNS) addEventListener(sign, keep, {passive: true})
}

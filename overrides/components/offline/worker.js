/**
 * Keeps one version of the guide and answers from it, so that it can be read without a network. What is kept is named by
 * its hash, so that versions share what they have in common and never take one thing for another. The finishing step puts
 * FILES before this text: for every address that a page may ask for, from the site's root, the hash of what is there.
 *
 * A new version is fetched beside the old one, whole or not at all, and takes over when no page of the old one is open; or
 * when the only one that is goes on to another page, which then comes from the new version.
 */
const KEPT = `${registration.scope}kept`
const AT_ONCE = 6
const MISSING = '404.html'
/**
 * Asks the newer version to take over, once our answer is behind us (browsers lose it otherwise), and loads the page again when
 * it has; from the old one if it does not. (A Refresh header would only go to the fragment, where the address has one.)
 */
const AGAIN = `<script>
  let turn = 0
  const again = async () => {
    const {waiting, active} = await navigator.serviceWorker.getRegistration()
    if (turn === 5) waiting?.postMessage('take over')
    if (turn++ < 100 && (waiting || active.state !== 'activated')) setTimeout(again, 30)
    else location.reload()
  }
  again()
</script>`

const key = (hash) => new URL(`?kept=${encodeURIComponent(hash)}`, registration.scope)

addEventListener('install', (event) => event.waitUntil(keep()))
addEventListener('activate', (event) => event.waitUntil(takeOver()))
addEventListener('fetch', (event) => {
  const {request} = event
  const address = addressOf(request.url)
  if (request.method !== 'GET' || address === null) return
  if (Object.hasOwn(FILES, address)) event.respondWith(answer(request, address))
  else if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => answer(request, MISSING)))
})
addEventListener('message', ({data}) => data === 'take over' && skipWaiting())

/** From the site's root, or null for what is not the site's. */
function addressOf(url) {
  const [whole] = url.split(/[?#]/)
  return whole.startsWith(registration.scope) ? whole.slice(registration.scope.length).replace(/(^|\/)index\.html$/, '$1') : null
}

/** Fetch what an earlier version, or an earlier try, has not left here. */
async function keep() {
  const cache = await caches.open(KEPT)
  const waiting = Object.entries(FILES)
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [address, hash] = next
      if (await cache.match(key(hash))) continue
      // Whatever else stands there by now, as when a version is just being published, is refused.
      const fetched = (cache) => fetch(new URL(address, registration.scope), {integrity: hash, cache})
      const response = await fetched('no-cache').catch(() => fetched('reload')) // a host may say wrongly that nothing changed
      if (!response.ok) throw new Error(`${response.status} for ${address}`)
      await cache.put(key(hash), response)
    }
  }
  await Promise.all(Array.from({length: AT_ONCE}, work))
}

/** Let go of what only other versions had. Pages that were opened before there was a worker are now served too. */
async function takeOver() {
  const cache = await caches.open(KEPT)
  const own = new Set(Object.values(FILES).map((hash) => key(hash).href))
  for (const {url} of await cache.keys()) if (!own.has(url)) await cache.delete(url)
  await clients.claim()
}

async function answer(request, address) {
  if (request.mode === 'navigate' && await makesWay()) return new Response(AGAIN, {headers: {'Content-Type': 'text/html'}})
  const cache = await caches.open(KEPT)
  const kept = await cache.match(key(FILES[address]))
  if (!kept) return fetch(request)
  // Of the address that was asked for, or links in it would start from the one it was fetched from.
  return new Response(kept.body, {status: address === MISSING ? 404 : 200, headers: kept.headers})
}

let asked

/** Whether a newer version is ready and this is the last page of ours; once for each version. */
async function makesWay() {
  const newer = registration.waiting
  if (!newer || newer === asked || (await clients.matchAll({type: 'window'})).length > 1) return false
  asked = newer
  return true
}

/**
 * Links to a part of the page. Using one copies it; and a link to which a tracker or a sentence has added its own text
 * still finds its part.
 */

/** Fragments that are the quiz's own; it cuts off what follows them. */
const OWNED = /^(answers|start)=/
const ID = /^[a-z0-9]+(-+[a-z0-9]+)*/

const status = document.createElement('p')
status.className = 'link-copied'
status.setAttribute('role', 'status')
document.body.append(status)
let fading

function say(text) {
  clearTimeout(fading)
  status.textContent = text
  if (text) fading = setTimeout(say, 3000, '')
}

async function copy(link) {
  const address = new URL(link.href)
  address.search = '' // a tracker's, not the page's
  say('')
  try {
    await navigator.clipboard.writeText(address)
    say('Link copied')
  } catch {
    // The browser has gone there, so its own bar has the address.
  }
}

function decoded(fragment) {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

/** The fragment that was meant: as it is, unless only its beginning is known. */
function meant(fragment) {
  const text = decoded(fragment)
  if (OWNED.test(text)) return text
  const [id] = ID.exec(text.toLowerCase()) ?? []
  return document.getElementById(text) || !document.getElementById(id) ? fragment : id
}

function arrive() {
  const fragment = location.hash.slice(1)
  const better = meant(fragment)
  if (better !== fragment) location.replace(`#${better}`)
  const onward = document.getElementById(better)?.querySelector(':scope.moved-on > a')
  if (onward) location.replace(onward.pathname + location.search + onward.hash)
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a.permalink')
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) copy(link)
})
globalThis.addEventListener('hashchange', arrive)
arrive()

/** Ways out of the page that the reader asks for: a file, and the clipboard. */

/** Let the browser save a text as a file. */
export function download(text, name, type) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], {type: `${type};charset=utf-8`}))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000) // a phone may ask first where to put it
}

/** Copy a text. @returns {Promise<boolean>} false if the browser refuses: then `shown`, which holds it, is selected */
export async function copy(text, shown) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    shown.hidden = false
    getSelection().selectAllChildren(shown)
    return false
  }
}

/**
 * <quote-forms>: makes a button of every [data-form] in it, which copies that form of what is quoted. A link's form is
 * the file it leads to, or its `data-file`, fetched when what folds it is opened, so that a press can copy at once; a
 * text field's form is its text; rich text is what `.quoted` shows, wherever its button stands.
 */
const NAMES = {rich: 'rich text', email: 'HTML for e-mail', markdown: 'Markdown', text: 'plain text'}
const BODY = /<body>([^]*)<\/body>/

/** Words for those who do not see that they stand above. */
function hidden(textContent) {
  return Object.assign(document.createElement('span'), {className: 'visually-hidden', textContent})
}

class QuoteForms extends HTMLElement {
  /** form -> the link, the text field or the text itself that stands for it without a script. */
  #ways = new Map()
  /** form -> a promise of its text. */
  #texts = new Map()

  connectedCallback() {
    if (this.#ways.size) return
    this.quoted = this.querySelector('.quoted')
    this.status = this.querySelector('[role=status]')
    for (const way of this.querySelectorAll('[data-form]')) {
      const {form} = way.dataset
      this.#ways.set(form, way)
      const button = Object.assign(document.createElement('button'), {type: 'button', textContent: `Copy as ${NAMES[form]}`})
      if (way.href) button.replaceChildren(hidden('Copy as '), way.textContent)
      button.addEventListener('click', () => this.#copy(form))
      if (way.href) way.replaceWith(button)
      else (way.closest('label') ?? way).after(button)
    }
    const fold = this.closest('details')
    fold?.addEventListener('toggle', () => fold.open && this.#fetchAll())
    if (fold?.open) this.#fetchAll()
  }

  #fetchAll() {
    for (const form of this.#ways.keys()) this.#text(form).catch(() => {}) // said when it is asked for
  }

  #text(form) {
    if (!this.#texts.has(form)) {
      const text = this.#read(form)
      this.#texts.set(form, text)
      text.catch(() => this.#texts.delete(form)) // so that the next press tries again
    }
    return this.#texts.get(form)
  }

  async #read(form) {
    if (form === 'rich') return this.quoted.innerHTML.trim()
    const way = this.#ways.get(form)
    if (!way.href) return way.value
    const response = await fetch(way.dataset.file ?? way.href)
    if (!response.ok) throw new Error(response.statusText)
    const text = await response.text()
    return (BODY.exec(text)?.[1] ?? text).trim()
  }

  async #copy(form) {
    this.status.textContent = '' // so that a second copy is said again
    let text
    try {
      text = await this.#text(form)
    } catch {
      return this.#leadTo(form, 'It could not be fetched.')
    }
    try {
      await (form === 'rich' ? this.#write(text) : navigator.clipboard.writeText(text))
    } catch {
      return this.#leadTo(form, 'Your browser did not let us copy.')
    }
    this.status.textContent = `Copied as ${NAMES[form]}.`
  }

  /** Formatted for whoever takes that, and as text for the rest. */
  async #write(html) {
    const text = await this.#text('text').catch(() => this.quoted.innerText)
    const forms = {'text/html': html, 'text/plain': text}
    const blobs = Object.entries(forms).map(([type, content]) => [type, new Blob([content], {type})])
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))])
  }

  /** Say what went wrong, and have the form selected, or linked, to be copied by hand. */
  #leadTo(form, trouble) {
    const way = this.#ways.get(form)
    if (form === 'rich' || !way.href) {
      if (form === 'rich') getSelection().selectAllChildren(this.quoted)
      else way.select()
      this.status.textContent = `${trouble} It is selected now: copy it as you would any text.`
      return
    }
    const link = Object.assign(document.createElement('a'), {href: way.href, textContent: `Open the ${NAMES[form]}`})
    this.status.replaceChildren(`${trouble} `, link, ', and copy it there.')
  }
}

customElements.define('quote-forms', QuoteForms)

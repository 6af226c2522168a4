/**
 * The theme's search worker and the index it searches. Both are loaded when first asked for; where that fails,
 * the next question tries again.
 */

/** The guide's root, wherever the page that asks may be. */
export const root = new URL('../../', import.meta.url)

/** Where words end: at punctuation too, so that “opaque” in quotes is found. */
const separator = String.raw`[\s\-–—.,:;!?…()[\]{}"'“”‘’«»/&|]+`

/** What the worker is sent, by the number it knows it under. */
const [SETUP, QUERY] = [0, 2]

export class Engine {
  ready = false
  #address
  #worker = null
  #loading = null

  /** @param {string} address the worker's, from the guide's root */
  constructor(address) {
    this.#address = new URL(address, root)
  }

  /**
   * One question at a time: the worker does not say which one it answers.
   * @returns {Promise<Array<Array<{location, title, text, score, terms}>>>} what was found, page by page
   */
  async search(words) {
    this.#loading ??= this.#load()
    try {
      await this.#loading
      // What is punctuation here would be commands to the worker, and the end of “don’t” a word.
      const plain = words.replace(/['’]\p{L}{1,2}(?!\p{L})/gu, ' ').replace(/[^\p{L}\p{N}]+/gu, ' ')
      return (await this.#ask(QUERY, plain)).items
    } catch (error) {
      this.#worker?.terminate()
      this.#worker = this.#loading = null
      this.ready = false
      throw error
    }
  }

  async #load() {
    const response = await fetch(new URL('search/search_index.json', root))
    if (!response.ok) throw new Error(response.statusText)
    const {config, docs} = await response.json()
    this.#worker = new Worker(this.#address)
    // A heading without text of its own, as in the workbook's forms, leads nowhere that its page does not.
    const told = docs.filter(({location, text}) => text || !location.includes('#'))
    await this.#ask(SETUP, {config: {...config, separator}, docs: told, options: {suggest: false}})
    this.ready = true
  }

  #ask(type, data) {
    return new Promise((resolve, reject) => {
      this.#worker.onmessage = (event) => resolve(event.data.data)
      this.#worker.onerror = reject
      this.#worker.postMessage({type, data})
    })
  }
}

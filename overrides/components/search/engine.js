/**
 * The theme's search worker and the index it searches. Both are loaded when first asked for; where that fails,
 * the next question tries again.
 */

/** Where words end: at punctuation too, so that “opaque” in quotes is found. */
const separator = String.raw`[\s\-–—.,:;!?…()[\]{}"'“”‘’«»/&|]+`

/** What the worker is sent, by the number it knows it under. */
const [SETUP, QUERY] = [0, 2]

export class Engine {
  ready = false
  #root
  #address
  #worker = null
  #loading = null

  /**
   * @param {URL} root the guide's
   * @param {URL} address the worker's
   */
  constructor(root, address) {
    this.#root = root
    this.#address = address
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
    const response = await fetch(new URL('search/search_index.json', this.#root))
    if (!response.ok) throw new Error(response.statusText)
    const {config, docs} = await response.json()
    this.#worker = new Worker(this.#address)
    await this.#ask(SETUP, {config: {...config, separator}, docs, options: {suggest: false}})
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

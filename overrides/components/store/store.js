/**
 * What a reader leaves in this browser: small named values, each a storage entry of its own,
 * `<namespace>/<format>/<part>/<name>` = JSON, so that two tabs never overwrite each other and one damaged
 * entry spoils no other. Nothing here throws: where storage is blocked or full, values live in memory until
 * the page closes, and `hasUnsaved` says so.
 */

/** Raise only with a migration: readers' work is kept under it. */
export const FORMAT = 1

/** Null where it is blocked. */
function browserStorage() {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null
  }
}

export class Store {
  #prefix
  #storage
  /** What storage did not take: name -> value, or undefined for one that is deleted. */
  #unsaved = new Map()

  /** @param {string} namespace the guide's own: other sites may share this origin */
  constructor(namespace, part) {
    this.#prefix = `${namespace}/${FORMAT}/${part}/`
    this.#storage = browserStorage()
  }

  /** @returns {Map<string, *>} every readable value by name */
  all() {
    const found = new Map()
    try {
      for (let index = 0; index < (this.#storage?.length ?? 0); index++) {
        const key = this.#storage.key(index)
        if (!key?.startsWith(this.#prefix)) continue
        try {
          found.set(key.slice(this.#prefix.length), JSON.parse(this.#storage.getItem(key)))
        } catch {
          // Garbage stays: a newer version may understand it.
        }
      }
    } catch {
      // Blocked while being read.
    }
    for (const [name, value] of this.#unsaved) {
      if (value === undefined) found.delete(name)
      else found.set(name, value)
    }
    return found
  }

  set(name, value) {
    this.#change(name, value, () => this.#storage.setItem(this.#prefix + name, JSON.stringify(value)))
  }

  delete(name) {
    this.#change(name, undefined, () => this.#storage.removeItem(this.#prefix + name))
  }

  get hasUnsaved() {
    return this.#unsaved.size > 0
  }

  #change(name, value, write) {
    try {
      write()
      this.#unsaved.delete(name)
    } catch {
      this.#unsaved.set(name, value)
    }
  }

  /** Call back when another tab or page has changed this part, until the signal, if there is one, aborts. */
  watch(callback, signal) {
    // Back from the browser's cache, a page has missed what happened since.
    globalThis.addEventListener('pageshow', ({persisted}) => persisted && callback(), {signal})
    globalThis.addEventListener('storage', (event) => {
      // A null key means that everything was cleared.
      if (event.key === null || event.key.startsWith(this.#prefix)) callback()
    }, {signal})
  }
}

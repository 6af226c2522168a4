/**
 * What a reader leaves in this browser: small named values, grouped in parts ("ticks", "answers").
 *
 * Every value is a storage entry of its own, `<namespace>/<format>/<part>/<name>` = JSON. Two open tabs that
 * change different values therefore never overwrite each other, and one damaged entry spoils no other.
 * Nothing here throws: where storage is blocked, full or holds garbage, values live in memory until the page
 * closes, and `hasUnsaved` lets the page say so.
 */

/** Raise only together with a migration that carries older entries over: readers' work is kept under it. */
const FORMAT = 1

/** The browser's storage, or null where the reader or the browser blocks it. */
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
  /** Changes that storage did not take: name -> value, or undefined for a value that is gone. */
  #unsaved = new Map()

  /**
   * @param {string} namespace the guide's own name, since other sites may share this origin
   * @param {string} part which group of values
   */
  constructor(namespace, part) {
    this.#prefix = `${namespace}/${FORMAT}/${part}/`
    this.#storage = browserStorage()
  }

  /** @returns {Map<string, *>} every readable value by name; garbage is passed over and left where it is */
  all() {
    const found = new Map()
    try {
      for (let index = 0; index < (this.#storage?.length ?? 0); index++) {
        const key = this.#storage.key(index)
        if (!key?.startsWith(this.#prefix)) continue
        try {
          found.set(key.slice(this.#prefix.length), JSON.parse(this.#storage.getItem(key)))
        } catch {
          // Not ours to judge or delete: a newer version may understand it.
        }
      }
    } catch {
      // Storage that blocks while being read holds nothing for us.
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

  /** Whether there are changes that will be lost with this page. */
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

  /**
   * Call back when another tab or page has changed this part.
   * @param {() => void} callback
   * @param {AbortSignal} signal ends the watch
   */
  watch(callback, signal) {
    // A page that comes back from the browser's cache has missed what happened since.
    globalThis.addEventListener('pageshow', ({persisted}) => persisted && callback(), {signal})
    globalThis.addEventListener('storage', (event) => {
      // A null key means that everything was cleared.
      if (event.key === null || event.key.startsWith(this.#prefix)) callback()
    }, {signal})
  }
}

/** All parts of the store as one, with the methods of a Store: entries are named `<part>/<name>`. */
import {FORMAT, Store} from '../store/store.js'

export class Shelf {
  #namespace
  #parts = new Map()

  constructor(namespace, parts) {
    this.#namespace = namespace
    for (const part of parts) this.of(part)
  }

  /** The Store of one part. */
  of(part) {
    if (!this.#parts.has(part)) this.#parts.set(part, new Store(this.#namespace, part))
    return this.#parts.get(part)
  }

  all() {
    try {
      // A newer version may have saved parts that this one does not know.
      const own = `${this.#namespace}/${FORMAT}/`
      for (const key of Object.keys(localStorage)) if (key.startsWith(own)) this.of(key.slice(own.length).split('/')[0])
    } catch {
      // Blocked: then there is nothing to find.
    }
    return new Map([...this.#parts].flatMap(([part, store]) => [...store.all()].map(([name, value]) => [`${part}/${name}`, value])))
  }

  set(name, value) {
    const [part, entry] = name.split('/')
    this.of(part).set(entry, value)
  }

  delete(name) {
    const [part, entry] = name.split('/')
    this.of(part).delete(entry)
  }

  get hasUnsaved() {
    return [...this.#parts.values()].some((store) => store.hasUnsaved)
  }

  watch(callback, signal) {
    for (const store of this.#parts.values()) store.watch(callback, signal)
  }
}

/** The entries of one part, by the names it gives them. */
export function partOf(all, part) {
  const prefix = `${part}/`
  return new Map([...all].filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value]))
}

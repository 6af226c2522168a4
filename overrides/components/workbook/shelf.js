/** All parts of the store as one: entries are named `<part>/<name>`. It has the methods of a Store. */
import {Store} from '../store/store.js'

export class Shelf {
  #namespace
  #parts = new Map()

  constructor(namespace, parts) {
    this.#namespace = namespace
    for (const part of parts) this.#part(part)
  }

  #part(part) {
    if (!this.#parts.has(part)) this.#parts.set(part, new Store(this.#namespace, part))
    return this.#parts.get(part)
  }

  all() {
    return new Map([...this.#parts].flatMap(([part, store]) => [...store.all()].map(([name, value]) => [`${part}/${name}`, value])))
  }

  set(name, value) {
    const [part, entry] = name.split('/')
    this.#part(part).set(entry, value)
  }

  delete(name) {
    const [part, entry] = name.split('/')
    this.#part(part).delete(entry)
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

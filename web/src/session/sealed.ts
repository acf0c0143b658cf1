import { z } from 'zod'
import { announceStored, countWipes, keptNames, keptPrefix, readDeviceKey } from './device-key.ts'

/** Milliseconds after which a stored entry is deleted if it was not read: longer than a shift. */
const longest = 12 * 3600_000

const Sealed = z.object({ until: z.number(), iv: z.base64(), bytes: z.base64() })

/** The stored unsent input of one kind, each entry under its id. */
export interface Drawer<T> {
  /**
   * Encrypts an entry with the session's key and stores it in this browser. Returns false if that is impossible,
   * because the page has no https, the storage is full, or the session has ended.
   */
  keep(thing: T): Promise<boolean>
  drop(id: string): void
  /**
   * Returns all entries that this session can decrypt, and deletes those that have expired or belong to ended sessions.
   */
  read(): Promise<T[]>
}

export const openDrawer = <T extends { id: string }>(kind: string, parse: (thing: unknown) => T): Drawer<T> => {
  const prefix = `${keptPrefix}${kind}.`
  const written = new Map<string, number>()
  const turnOf = (id: string) => {
    const turn = (written.get(id) ?? 0) + 1
    written.set(id, turn)
    return turn
  }
  const open = async (key: CryptoKey, name: string): Promise<T | undefined> => {
    const { until, iv, bytes } = Sealed.parse(JSON.parse(localStorage.getItem(name) ?? ''))
    if (until < Date.now()) return undefined
    const place = { name: 'AES-GCM', iv: raw(iv), additionalData: encoded(name) }
    const plain = await crypto.subtle.decrypt(place, key, raw(bytes))
    return parse(JSON.parse(new TextDecoder().decode(plain)))
  }
  return {
    async keep(thing) {
      const turn = turnOf(thing.id)
      const wipes = countWipes()
      try {
        const key = await readDeviceKey()
        if (!key) return false
        const name = prefix + thing.id
        const iv = crypto.getRandomValues(new Uint8Array(12))
        const plain = encoded(JSON.stringify(thing))
        const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: encoded(name) }, key, plain)
        // The entry is not stored if, while it was being encrypted, the person signed out or wrote a newer version.
        if (countWipes() !== wipes) return false
        if (written.get(thing.id) !== turn) return true
        const sealed = { until: Date.now() + longest, iv: text(iv), bytes: text(new Uint8Array(bytes)) }
        localStorage.setItem(name, JSON.stringify(sealed))
        announceStored()
        return true
      } catch {
        return false
      }
    },
    drop(id) {
      turnOf(id)
      if (localStorage.getItem(prefix + id) === null) return
      localStorage.removeItem(prefix + id)
      announceStored()
    },
    async read() {
      const key = await readDeviceKey()
      if (!key) return []
      const names = keptNames().filter((name) => name.startsWith(prefix))
      const found = await Promise.all(
        names.map(async (name) => {
          const thing = await open(key, name).catch(() => undefined)
          if (!thing) localStorage.removeItem(name)
          return thing
        }),
      )
      return found.filter((thing) => thing !== undefined)
    },
  }
}

const encoded = (words: string) => new TextEncoder().encode(words)
const raw = (base64: string) => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))
const text = (bytes: Uint8Array) => {
  let all = ''
  // The bytes are converted in slices, because one call for all would have more arguments than browsers allow.
  for (let at = 0; at < bytes.length; at += 8192) all += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(all)
}

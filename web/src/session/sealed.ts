import { z } from 'zod'
import { countWipes, keptNames, keptPrefix, readDeviceKey, tellKept } from './device-key.ts'

/** How long something sealed lies here before it is thrown away unopened: a shift, and what may follow it. */
const longest = 12 * 3600_000

const Sealed = z.object({ until: z.number(), iv: z.base64(), bytes: z.base64() })

/** What has been typed and has not reached the server, of one kind, each under its id. */
export interface Drawer<T> {
  /**
   * Seals it with the session's key and lays it down in this browser. False where that could not be done: a page that is
   * not secure, a storage that is full, a session that has ended meanwhile.
   */
  keep(thing: T): Promise<boolean>
  drop(id: string): void
  /** All that this session can open. What lapsed, or was sealed by a session that has ended, is taken away. */
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
        // Signed out, or written again, while this was being sealed: it is not laid down any more.
        if (countWipes() !== wipes) return false
        if (written.get(thing.id) !== turn) return true
        const sealed = { until: Date.now() + longest, iv: text(iv), bytes: text(new Uint8Array(bytes)) }
        localStorage.setItem(name, JSON.stringify(sealed))
        tellKept()
        return true
      } catch {
        return false
      }
    },
    drop(id) {
      turnOf(id)
      if (localStorage.getItem(prefix + id) === null) return
      localStorage.removeItem(prefix + id)
      tellKept()
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
  // A call with all of them at once would be more arguments than a browser takes.
  for (let at = 0; at < bytes.length; at += 8192) all += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(all)
}

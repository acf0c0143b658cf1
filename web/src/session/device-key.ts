/** Under which names sealed things lie in this browser's storage. */
export const keptPrefix = 'kept.'

/** Storage key of the last on-call list, which contains no personal data of clients. */
export const keptNumbersName = 'numbers'

let key: Promise<CryptoKey> | undefined
let wipes = 0

/** Takes in the session's key; no script can read it out of the browser again. Only secure pages have such keys. */
export const holdDeviceKey = (raw: string): void => {
  if (!globalThis.crypto?.subtle) return
  const bytes = Uint8Array.from(atob(raw.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))
  key = crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

export const readDeviceKey = (): Promise<CryptoKey> | undefined => key

/** How often this was wiped: whatever was being sealed meanwhile is not to be written any more. */
export const countWipes = (): number => wipes

const listeners = new Set<() => void>()

/** Called whenever something is laid down or taken away, here or in another tab. */
export const hearKept = (listener: () => void): (() => void) => {
  listeners.add(listener)
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

export const tellKept = (): void => {
  for (const listener of listeners) listener()
}

export const keptNames = (): string[] => Object.keys(localStorage).filter((name) => name.startsWith(keptPrefix))

/** Nothing that was typed stays on this device. At once, as the page may be gone in the next moment. */
export const wipeDevice = (): void => {
  key = undefined
  wipes += 1
  for (const name of [...keptNames(), keptNumbersName]) localStorage.removeItem(name)
  tellKept()
}

/** The prefix of the storage keys of encrypted entries in this browser. */
export const keptPrefix = 'kept.'

/** The storage key of the last on-call list, which contains no personal data of clients. */
export const keptNumbersName = 'numbers'

let key: Promise<CryptoKey> | undefined
let wipes = 0

/** Stores the session's key in memory as a key that scripts cannot export. Only secure pages support this. */
export const holdDeviceKey = (raw: string): void => {
  if (!globalThis.crypto?.subtle) return
  const bytes = Uint8Array.from(atob(raw.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))
  key = crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

export const readDeviceKey = (): Promise<CryptoKey> | undefined => key

/**
 * Returns how often this page has wiped the device: data that were being encrypted during a wipe must not be stored.
 */
export const countWipes = (): number => wipes

const listeners = new Set<() => void>()

/**
 * Registers a listener that is called whenever an entry is stored or deleted, in this tab or another; the returned
 * function removes the listener.
 */
export const hearKept = (listener: () => void): (() => void) => {
  listeners.add(listener)
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

export const announceStored = (): void => {
  for (const listener of listeners) listener()
}

export const keptNames = (): string[] => Object.keys(localStorage).filter((name) => name.startsWith(keptPrefix))

/**
 * Deletes all stored input and the on-call list on this device. Synchronous, because the page may close in the next
 * moment.
 */
export const wipeDevice = (): void => {
  key = undefined
  wipes += 1
  for (const name of [...keptNames(), keptNumbersName]) localStorage.removeItem(name)
  announceStored()
}

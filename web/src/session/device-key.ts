/** Prefix of encrypted entries in this browser's storage. */
export const keptPrefix = 'kept.'

/** Storage key of the last on-call list, which contains no personal data of clients. */
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

/** Number of wipes so far: data that were being encrypted when the number changed must not be stored. */
export const countWipes = (): number => wipes

const listeners = new Set<() => void>()

/** Calls back whenever an entry is stored or deleted, in this tab or another. */
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

/** Deletes all stored input on this device. Synchronous, because the page may close in the next moment. */
export const wipeDevice = (): void => {
  key = undefined
  wipes += 1
  for (const name of [...keptNames(), keptNumbersName]) localStorage.removeItem(name)
  announceStored()
}

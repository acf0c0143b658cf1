const lockOf = (id: string) => `kept-${id}`

/**
 * The page that edits a draft holds a lock, so that no other page of this browser sends it. The returned function
 * releases it, and resolves when that is done.
 */
export const holdKept = (id: string): (() => Promise<void>) => {
  if (!('locks' in navigator)) return async () => undefined
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const released = navigator.locks.request(lockOf(id), () => held)
  return () => {
    letGo()
    return released
  }
}

/** Runs work on a draft that no page holds; undefined if one does, or if the browser has no locks. */
export const withKept = async <T>(id: string, work: () => Promise<T>): Promise<T | undefined> =>
  'locks' in navigator
    ? navigator.locks.request(lockOf(id), { ifAvailable: true }, async (lock) => (lock ? work() : undefined))
    : undefined

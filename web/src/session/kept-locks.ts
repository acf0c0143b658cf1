const lockOf = (id: string) => `kept-${id}`

/**
 * Locks a draft for the page that edits it, so that no other page of this browser sends the draft. The returned
 * function releases the lock and resolves when the lock is released.
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

/**
 * Runs `work` on a draft and returns its result; returns undefined without running `work` if another page holds the
 * draft's lock or if the browser has no locks.
 */
export const withKept = async <T>(id: string, work: () => Promise<T>): Promise<T | undefined> =>
  'locks' in navigator
    ? navigator.locks.request(lockOf(id), { ifAvailable: true }, async (lock) => (lock ? work() : undefined))
    : undefined

const lockOf = (id: string) => `kept-${id}`

/** Whoever writes a draft holds it, so that no other page of this browser sends it at the same time. Call the result to let go; it resolves when that is done. */
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

/** Works on a draft that no page holds; undefined where one does, or where the browser cannot tell. */
export const withKept = async <T>(id: string, work: () => Promise<T>): Promise<T | undefined> =>
  'locks' in navigator
    ? navigator.locks.request(lockOf(id), { ifAvailable: true }, async (lock) => (lock ? work() : undefined))
    : undefined

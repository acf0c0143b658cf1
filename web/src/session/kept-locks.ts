const lockOf = (id: string) => `kept-${id}`

/** Whoever writes a draft holds it, so that no other page of this browser sends it at the same time. Call the result to let go. */
export const holdKept = (id: string): (() => void) => {
  if (!('locks' in navigator)) return () => undefined
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  void navigator.locks.request(lockOf(id), () => held)
  return letGo
}

/** Works on a draft that no page holds; undefined where one does, or where the browser cannot tell. */
export const withKept = async <T>(id: string, work: () => Promise<T>): Promise<T | undefined> =>
  'locks' in navigator
    ? navigator.locks.request(lockOf(id), { ifAvailable: true }, async (lock) => (lock ? work() : undefined))
    : undefined

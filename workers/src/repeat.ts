/** Work that is repeated, one run at a time. */
export interface Repeated {
  /** Runs the work now. If the work is already running, runs the work once more afterwards. */
  now(): void
  /** Stops repeating and waits until a running call has ended. */
  end(): Promise<void>
}

/**
 * Repeats work with a pause after each run.
 * @param every milliseconds from the end of one run to the start of the next
 * @param failed called with every error; the work is repeated regardless
 * @param first milliseconds until the first run; `now` does nothing before
 */
export const repeat = (
  every: number,
  work: () => Promise<unknown>,
  failed: (error: unknown) => void,
  first = 0,
): Repeated => {
  let running: Promise<void> | undefined
  let wanted = false
  let ended = false
  let begun = first === 0
  let timer: NodeJS.Timeout | undefined

  const now = () => {
    if (ended || !begun) return
    if (running) {
      wanted = true
      return
    }
    clearTimeout(timer)
    running = work()
      .then(() => {}, failed)
      .finally(after)
  }
  const after = () => {
    running = undefined
    if (ended) return
    timer = setTimeout(now, wanted ? 0 : every)
    wanted = false
  }
  const begin = () => {
    begun = true
    now()
  }
  if (begun) now()
  else timer = setTimeout(begin, first)
  return {
    now,
    async end() {
      ended = true
      clearTimeout(timer)
      await running
    },
  }
}

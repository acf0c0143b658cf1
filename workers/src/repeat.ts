/** Work that is done again and again, once at a time. */
export interface Repeated {
  /** Does it now; while it is under way, once more afterwards. */
  now(): void
  /** Begins no more and waits for what is under way. */
  end(): Promise<void>
}

/**
 * @param every milliseconds from the end of one time to the start of the next
 * @param failed hears of every failure; the next time comes all the same
 */
export const repeat = (every: number, work: () => Promise<unknown>, failed: (error: unknown) => void): Repeated => {
  let running: Promise<void> | undefined
  let wanted = false
  let ended = false
  let timer: NodeJS.Timeout | undefined

  const now = () => {
    if (ended) return
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
  now()
  return {
    now,
    async end() {
      ended = true
      clearTimeout(timer)
      await running
    },
  }
}

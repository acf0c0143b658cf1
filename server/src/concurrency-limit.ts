import { Problem } from '@palermo/shared/problem.ts'

/**
 * Limits how many pieces of work run at once, in order of arrival. If `longestQueue` pieces are waiting, a further
 * piece fails with `unavailable`.
 * @throws Problem unavailable, and the errors of the work
 */
export const limitConcurrency = ({ concurrent: most, longestQueue }: { concurrent: number; longestQueue: number }) => {
  const waiting: (() => void)[] = []
  let running = 0
  const acquire = async () => {
    if (running < most) {
      running += 1
      return
    }
    if (waiting.length >= longestQueue) throw new Problem('unavailable')
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  // The slot passes to the next piece of work in the queue, so that newly arriving work cannot overtake it.
  const release = () => {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
  return async <T>(work: () => Promise<T>): Promise<T> => {
    await acquire()
    try {
      return await work()
    } finally {
      release()
    }
  }
}

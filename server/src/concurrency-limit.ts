import { Problem } from '@palermo/shared/problem.ts'

/**
 * Work of which only so much goes on at once, in the order in which it came; whoever finds too many waiting is told to come
 * again. @throws Problem unavailable; whatever the work throws
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
  // A lane is handed on, not given back: nobody who comes just now gets before those who wait.
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

/**
 * Milliseconds after which a queue counts as unreachable: short, because rows of the database stay locked while the
 * work waits for the queue.
 */
const longest = 5_000

/** Waits for the work of a queue, and fails if the queue does not answer in time. */
export const inTime = <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the queue did not answer')), longest)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Milliseconds after which a queue counts as unreachable. Rows of the database stay locked meanwhile. */
const longest = 5_000

/** Waits for the queue, and fails if it does not answer in time. */
export const inTime = <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the queue did not answer')), longest)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

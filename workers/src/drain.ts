/**
 * Processes all that is due, several at once. Each loop takes one item after another; `step` says whether there was one.
 * A lane that finds nothing may have asked in the very moment in which another one asked for the same in vain, so that
 * what is due would wait for the next round: once all have ended, they look again for as long as something was done.
 */
export const drain = async (
  concurrent: number,
  step: () => Promise<boolean>,
  stopping: () => boolean,
): Promise<void> => {
  let done: boolean
  do {
    done = false
    const lane = async () => {
      while (!stopping() && (await step())) done = true
    }
    await Promise.all(Array.from({ length: concurrent }, lane))
  } while (done && !stopping())
}

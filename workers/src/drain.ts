/**
 * Processes all due items with several loops. Each takes one item after another; `step` returns whether there was one.
 * A loop that finds nothing may have checked while another held the last item, so that a due item would wait for the
 * next run: once all have ended, they check again as long as something was done.
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

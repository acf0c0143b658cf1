/**
 * Processes all due items with several concurrent loops. `step` processes one item and returns whether there was one.
 * Once all loops have ended they start again if any item was processed, because a loop may have found nothing while
 * another loop held the last item.
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

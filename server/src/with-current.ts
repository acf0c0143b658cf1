import { Problem } from '@palermo/shared/problem.ts'

/** Somebody was faster: the refusal carries the thing as it stands now, as its reader may see it. */
export const withCurrent = async <T>(work: Promise<T>, current: () => Promise<unknown>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof Problem) || error.problem !== 'changed-meanwhile') throw error
    throw new Problem('changed-meanwhile', error.message, { current: await current() })
  }
}

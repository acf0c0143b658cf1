import { Problem } from '@palermo/shared/problem.ts'

/** Adds the current record, as the caller may see it, to a `changed-meanwhile` refusal. */
export const withCurrent = async <T>(work: Promise<T>, current: () => Promise<unknown>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof Problem) || error.problem !== 'changed-meanwhile') throw error
    throw new Problem('changed-meanwhile', error.message, { current: await current() })
  }
}

import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import type { Tone } from '../ui/Badge.tsx'

/**
 * Returns the tone of a status. The first final status is the intended result and gets `done`; the other final statuses
 * get `ended`. The first of several open statuses gets `plain`, because work has not begun; the others get `accent`.
 */
export const toneOf = ({ workflow: { statuses, final } }: Pick<AnyRecordType, 'workflow'>, status: string): Tone => {
  if (final.includes(status)) return status === final[0] ? 'done' : 'ended'
  const open = statuses.filter((one) => !final.includes(one))
  return open.length > 1 && status === open[0] ? 'plain' : 'accent'
}

/** Whether an action ends the record for good without the intended result. */
export const isDanger = (
  { workflow, actions }: Pick<AnyRecordType, 'workflow' | 'actions'>,
  action: string,
): boolean => {
  const to = actions[action]?.to
  return to !== undefined && toneOf({ workflow }, to) === 'ended' && !isLeft({ actions }, to)
}

/** Whether the declaration has an action that changes this status to another status. */
export const isLeft = ({ actions }: Pick<AnyRecordType, 'actions'>, status: string): boolean =>
  Object.values(actions).some(({ from, to }) => from.includes(status) && to !== undefined && to !== status)

import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import type { Tone } from '../ui/Badge.tsx'

/**
 * The tone of a status. The first final status is the result that the record is for: `done`; the other final ones are
 * `ended`. The first of several open statuses is `plain`, because work has not begun; the others are `accent`.
 */
export const toneOf = ({ workflow: { statuses, final } }: Pick<AnyRecordType, 'workflow'>, status: string): Tone => {
  if (final.includes(status)) return status === final[0] ? 'done' : 'ended'
  const open = statuses.filter((one) => !final.includes(one))
  return open.length > 1 && status === open[0] ? 'plain' : 'accent'
}

/** Whether an action ends the record for good without the result that it is for. */
export const isDanger = (
  { workflow, actions }: Pick<AnyRecordType, 'workflow' | 'actions'>,
  action: string,
): boolean => {
  const to = actions[action]?.to
  return to !== undefined && toneOf({ workflow }, to) === 'ended' && !isLeft({ actions }, to)
}

/** Whether an action leads out of the status. */
export const isLeft = ({ actions }: Pick<AnyRecordType, 'actions'>, status: string): boolean =>
  Object.values(actions).some(({ from, to }) => from.includes(status) && to !== undefined && to !== status)

import type { Limit } from '@palermo/shared/deadlines/profile.ts'
import { useSay } from '../messages.ts'

/** "3 working days": a length of time as the rule writes it. */
export const useSpan = (): ((span: Pick<Limit, 'value' | 'unit'>) => string) => {
  const say = useSay()
  return ({ value, unit }) => say(`deadlines.spans.${unit}`, { count: value })
}

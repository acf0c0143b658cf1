import type { Limit } from '@palermo/shared/deadlines/profile.ts'
import { useTranslate } from '../messages.ts'

/** "3 working days": a length of time as in the rule. */
export const useSpan = (): ((span: Pick<Limit, 'value' | 'unit'>) => string) => {
  const t = useTranslate()
  return ({ value, unit }) => t(`deadlines.spans.${unit}`, { count: value })
}

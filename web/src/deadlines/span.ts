import type { Limit } from '@palermo/shared/deadlines/profile.ts'
import { useTranslate } from '../messages.ts'

/** Returns a function that writes a length of time in the unit of the rule, such as "3 working days". */
export const useSpan = (): ((span: Pick<Limit, 'value' | 'unit'>) => string) => {
  const t = useTranslate()
  return ({ value, unit }) => t(`deadlines.spans.${unit}`, { count: value })
}

import type { Limit } from '@palermo/shared/deadlines/profile.ts'
import { useTranslate } from '../messages.ts'

/** A length of time in words as the rule states it, "3 working days". */
export const useSpan = (): ((span: Pick<Limit, 'value' | 'unit'>) => string) => {
  const t = useTranslate()
  return ({ value, unit }) => t(`deadlines.spans.${unit}`, { count: value })
}

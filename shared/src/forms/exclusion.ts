import type { Condition } from './conditions.ts'

/** The answers that a condition requires of one field: one of `only`, and none of `never`. */
interface Need {
  only: readonly (string | number)[] | null
  never: readonly (string | number)[]
}

/**
 * Whether two conditions provably never hold together. If this cannot be proved, the result is false and the form is
 * refused, because a question might otherwise be asked twice.
 */
export const neverTogether = (one: Condition | undefined, other: Condition | undefined): boolean => {
  if (!one || !other) return false
  if (one.op === 'any') return one.of.every((part) => neverTogether(part, other))
  if (other.op === 'any') return other.of.every((part) => neverTogether(one, part))
  const needs = needsOf(one)
  return [...needsOf(other)].some(([field, need]) => {
    const mine = needs.get(field)
    return mine !== undefined && (clash(mine, need) || clash(need, mine))
  })
}

const clash = ({ only }: Need, other: Need): boolean =>
  only?.every((value) => other.never.includes(value) || (other.only !== null && !other.only.includes(value))) ?? false

const needsOf = (condition: Condition): Map<string, Need> => {
  switch (condition.op) {
    case 'equals':
      return new Map([[condition.field, { only: [condition.value], never: [] }]])
    case 'one-of':
      return new Map([[condition.field, { only: condition.values, never: [] }]])
    case 'not':
      return refused(condition.of)
    case 'all':
      return condition.of.map(needsOf).reduce(joined, new Map())
    default:
      return new Map()
  }
}

const refused = (condition: Condition): Map<string, Need> => {
  if (condition.op === 'equals') return new Map([[condition.field, { only: null, never: [condition.value] }]])
  if (condition.op === 'one-of') return new Map([[condition.field, { only: null, never: condition.values }]])
  return new Map()
}

const joined = (all: Map<string, Need>, more: Map<string, Need>): Map<string, Need> => {
  const sum = new Map(all)
  for (const [field, need] of more) {
    const known = sum.get(field)
    const only =
      known?.only && need.only ? known.only.filter((one) => need.only?.includes(one)) : (known?.only ?? need.only)
    sum.set(field, { only, never: [...(known?.never ?? []), ...need.never] })
  }
  return sum
}

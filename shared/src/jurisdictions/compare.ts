import { type Profile, type Rule, type Ruling, rulingsOf } from '../deadlines/profile.ts'

/** One ruling that another version changes: what it said and what it would say; null where there is none. */
export interface RulingChange {
  key: string
  /** Which of the rule's rulings: 0 is the one without conditions. */
  variant: number
  before: Ruling | null
  after: Ruling | null
}

/** Every ruling in which two versions of a profile differ, in the order of the later one. */
export const changesBetween = (before: Profile | undefined, after: Profile): RulingChange[] => {
  const keys = [...new Set([...after.rules, ...(before?.rules ?? [])].map(({ key }) => key))]
  return keys.flatMap((key) => {
    const [old, fresh] = [ruleIn(before, key), ruleIn(after, key)]
    const [olds, freshs] = [old ? rulingsOf(old) : [], fresh ? rulingsOf(fresh) : []]
    return Array.from({ length: Math.max(olds.length, freshs.length) }, (_, variant) => ({
      key,
      variant,
      before: olds[variant] ?? null,
      after: freshs[variant] ?? null,
    })).filter(({ before: one, after: other }) => JSON.stringify(one) !== JSON.stringify(other))
  })
}

const ruleIn = (profile: Profile | undefined, key: string): Rule | undefined =>
  profile?.rules.find((rule) => rule.key === key)

/**
 * Where a clock that was started under a variant of one version stands in another: under the same condition, whatever its
 * place; undefined where that is not there any more.
 */
export const variantIn = (next: Profile, before: Profile, key: string, variant: number): number | undefined => {
  const [old, fresh] = [ruleIn(before, key), ruleIn(next, key)]
  if (!old || !fresh) return undefined
  if (variant === 0) return 0
  const when = JSON.stringify(old.variants[variant - 1]?.when)
  const at = fresh.variants.findIndex((one) => JSON.stringify(one.when) === when)
  return at < 0 ? undefined : at + 1
}

/** The number of the next version, in a month (`2026-11`): the month itself, or one more within it. */
export const nextVersion = (before: string, month: string): string => {
  if (before < month) return month
  const [base = month, last = '00'] = before.split('.')
  return `${base}.${String(Number(last) + 1).padStart(2, '0')}`
}

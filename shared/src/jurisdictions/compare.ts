import { type AppliedRule, appliedRulesOf, type Profile, type Rule } from '../deadlines/profile.ts'

/**
 * The parts of a rule variant, by the names that the editor uses. `place` is the position of the variant among the
 * variants of its rule; the first variant that matches applies.
 */
export const appliedRuleParts = [
  'limit',
  'warnAt',
  'overdueAt',
  'escalate',
  'expires',
  'nature',
  'effect',
  'source',
  'pause',
  'extension',
  'owes',
  'place',
] as const
export type AppliedRulePart = (typeof appliedRuleParts)[number]

/**
 * A rule variant that differs between two versions of a profile. `before` or `after` is null if that version lacks the
 * variant.
 */
export interface AppliedRuleChange {
  key: string
  /**
   * The index of the variant in the later version, or in the earlier version if the variant was removed. Index 0 has no
   * conditions.
   */
  variant: number
  before: AppliedRule | null
  after: AppliedRule | null
  /** The parts that differ; empty if the variant exists in one version only. */
  parts: AppliedRulePart[]
}

interface Placed {
  when: string
  appliedRule: AppliedRule
}

/**
 * Returns all rule variants that differ between two versions of a profile, in the order of the later version. Variants
 * with the same condition are compared with each other.
 */
export const changesBetween = (before: Profile | undefined, after: Profile): AppliedRuleChange[] => {
  const keys = [...new Set([...after.rules, ...(before?.rules ?? [])].map(({ key }) => key))]
  return keys.flatMap((key) => {
    const [old, fresh] = [variantsOf(ruleIn(before, key)), variantsOf(ruleIn(after, key))]
    const kept = (list: readonly Placed[], others: readonly Placed[]) =>
      list.map(({ when }) => when).filter((when) => others.some((one) => one.when === when))
    const [oldOrder, freshOrder] = [kept(old, fresh), kept(fresh, old)]
    const now = fresh.map(({ when, appliedRule }): AppliedRuleChange => {
      const was = old.find((one) => one.when === when)?.appliedRule ?? null
      const isMoved = was !== null && oldOrder.indexOf(when) !== freshOrder.indexOf(when)
      const parts = was ? [...differing(was, appliedRule), ...(isMoved ? ['place' as const] : [])] : []
      return { key, variant: appliedRule.variant, before: was, after: appliedRule, parts }
    })
    const gone = old.filter(({ when }) => !fresh.some((one) => one.when === when))
    return [
      ...now.filter(({ before: was, parts }) => was === null || parts.length > 0),
      ...gone.map(({ appliedRule }) => ({
        key,
        variant: appliedRule.variant,
        before: appliedRule,
        after: null,
        parts: [],
      })),
    ]
  })
}

const variantsOf = (rule: Rule | undefined): Placed[] =>
  rule ? appliedRulesOf(rule).map((appliedRule) => ({ when: conditionOf(rule, appliedRule.variant), appliedRule })) : []

/** Returns the condition of a variant in a canonical text form. */
const conditionOf = (rule: Rule, variant: number): string => {
  const when = rule.variants[variant - 1]?.when ?? {}
  return JSON.stringify(Object.entries(when).sort(([one], [other]) => (one < other ? -1 : 1)))
}

const differing = (was: AppliedRule, is: AppliedRule): AppliedRulePart[] => {
  const comparable = ({ source, mark, verifiedOn, owes, owedTo, ownDate, begins, ...rest }: AppliedRule) => ({
    ...rest,
    source: [source, mark, verifiedOn],
    owes: [owes, owedTo, ownDate, begins],
    place: null,
  })
  const [one, other] = [comparable(was), comparable(is)]
  return appliedRuleParts.filter((part) => JSON.stringify(one[part]) !== JSON.stringify(other[part]))
}

const ruleIn = (profile: Profile | undefined, key: string): Rule | undefined =>
  profile?.rules.find((rule) => rule.key === key)

/**
 * Returns the index, in another version of the profile, of the variant with the same condition as the variant under
 * which a deadline was started; undefined if the other version lacks this variant.
 */
export const variantIn = (next: Profile, before: Profile, key: string, variant: number): number | undefined => {
  const [old, fresh] = [ruleIn(before, key), ruleIn(next, key)]
  if (!old || !fresh) return undefined
  if (variant === 0) return 0
  const when = conditionOf(old, variant)
  return variantsOf(fresh).find((one) => one.when === when)?.appliedRule.variant
}

/**
 * Returns the number of the next version published in a month (`2026-11`): the month itself, or the month with the next
 * free number.
 */
export const nextVersion = (before: string, month: string): string => {
  if (before < month) return month
  const [base = month, last = '00'] = before.split('.')
  return `${base}.${String(Number(last) + 1).padStart(2, '0')}`
}

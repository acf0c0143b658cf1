import { type Profile, type Rule, type Ruling, rulingsOf } from '../deadlines/profile.ts'

/**
 * The parts of a rule variant, as the editor names them. `place`: its position, which matters because the first
 * matching variant applies.
 */
export const rulingParts = [
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
export type RulingPart = (typeof rulingParts)[number]

/** A rule variant that differs between two versions, before and after; null if it is missing in one. */
export interface RulingChange {
  key: string
  /** Index of the variant in the later version, or in the earlier if it was removed: 0 has no conditions. */
  variant: number
  before: Ruling | null
  after: Ruling | null
  /** The differing parts; empty if the variant exists in one version only. */
  parts: RulingPart[]
}

interface Placed {
  when: string
  ruling: Ruling
}

/**
 * Every variant in which two versions of a profile differ, in the order of the later one; variants are matched by
 * condition.
 */
export const changesBetween = (before: Profile | undefined, after: Profile): RulingChange[] => {
  const keys = [...new Set([...after.rules, ...(before?.rules ?? [])].map(({ key }) => key))]
  return keys.flatMap((key) => {
    const [old, fresh] = [variantsOf(ruleIn(before, key)), variantsOf(ruleIn(after, key))]
    const kept = (list: readonly Placed[], others: readonly Placed[]) =>
      list.map(({ when }) => when).filter((when) => others.some((one) => one.when === when))
    const [oldOrder, freshOrder] = [kept(old, fresh), kept(fresh, old)]
    const now = fresh.map(({ when, ruling }): RulingChange => {
      const was = old.find((one) => one.when === when)?.ruling ?? null
      const isMoved = was !== null && oldOrder.indexOf(when) !== freshOrder.indexOf(when)
      const parts = was ? [...differing(was, ruling), ...(isMoved ? ['place' as const] : [])] : []
      return { key, variant: ruling.variant, before: was, after: ruling, parts }
    })
    const gone = old.filter(({ when }) => !fresh.some((one) => one.when === when))
    return [
      ...now.filter(({ before: was, parts }) => was === null || parts.length > 0),
      ...gone.map(({ ruling }) => ({ key, variant: ruling.variant, before: ruling, after: null, parts: [] })),
    ]
  })
}

const variantsOf = (rule: Rule | undefined): Placed[] =>
  rule ? rulingsOf(rule).map((ruling) => ({ when: conditionOf(rule, ruling.variant), ruling })) : []

/** The condition of a variant in a canonical text form. */
const conditionOf = (rule: Rule, variant: number): string => {
  const when = rule.variants[variant - 1]?.when ?? {}
  return JSON.stringify(Object.entries(when).sort(([one], [other]) => (one < other ? -1 : 1)))
}

const differing = (was: Ruling, is: Ruling): RulingPart[] => {
  const told = ({ source, mark, verifiedOn, owes, owedTo, ownDate, begins, ...rest }: Ruling) => ({
    ...rest,
    source: [source, mark, verifiedOn],
    owes: [owes, owedTo, ownDate, begins],
    place: null,
  })
  const [one, other] = [told(was), told(is)]
  return rulingParts.filter((part) => JSON.stringify(one[part]) !== JSON.stringify(other[part]))
}

const ruleIn = (profile: Profile | undefined, key: string): Rule | undefined =>
  profile?.rules.find((rule) => rule.key === key)

/**
 * The index in another version of the variant with the same condition, under which a deadline was started; undefined if
 * that version lacks it.
 */
export const variantIn = (next: Profile, before: Profile, key: string, variant: number): number | undefined => {
  const [old, fresh] = [ruleIn(before, key), ruleIn(next, key)]
  if (!old || !fresh) return undefined
  if (variant === 0) return 0
  const when = conditionOf(old, variant)
  return variantsOf(fresh).find((one) => one.when === when)?.ruling.variant
}

/** Number of the next version published in a month (`2026-11`): the month, or the next number within it. */
export const nextVersion = (before: string, month: string): string => {
  if (before < month) return month
  const [base = month, last = '00'] = before.split('.')
  return `${base}.${String(Number(last) + 1).padStart(2, '0')}`
}

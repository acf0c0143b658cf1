import { type Profile, type Rule, type Ruling, rulingsOf } from '../deadlines/profile.ts'

/** Of what a ruling consists, as an editor names it. `place`: where it stands, since the first that holds applies. */
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

/** One ruling that another version changes: what it said and what it would say; null where there is none. */
export interface RulingChange {
  key: string
  /** Which of the rule's rulings in the later version, or in the earlier where it is gone: 0 has no conditions. */
  variant: number
  before: Ruling | null
  after: Ruling | null
  /** In what the two differ; nothing where there is only one of them. */
  parts: RulingPart[]
}

interface Placed {
  when: string
  ruling: Ruling
}

/** Every ruling in which two versions of a profile differ, in the order of the later one; the same condition is the same ruling. */
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

/** The condition of a ruling as text, the same however it was written. */
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
 * Where a clock that was started under a variant of one version stands in another: under the same condition, whatever its
 * place; undefined where that is not there any more.
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

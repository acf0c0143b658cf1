import {
  type AppliedRule,
  appliedRulesOf,
  type Conditions,
  type Profile,
  type Rule,
} from '@palermo/shared/deadlines/profile.ts'
import { useIntl } from 'react-intl'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'

/** A line of the table: a rule or one of its variants, with the condition of the variant. */
export interface Line {
  id: string
  rule: Rule
  appliedRule: AppliedRule
  when: Conditions | undefined
  /** Whether the line is a new variant that is not saved yet. */
  isNew?: boolean
}

export const linesOf = ({ rules }: Pick<Profile, 'rules'>): Line[] =>
  rules.flatMap((rule) =>
    appliedRulesOf(rule).map((appliedRule) => ({
      id: `${rule.key} ${appliedRule.variant}`,
      rule,
      appliedRule,
      when: rule.variants[appliedRule.variant - 1]?.when,
    })),
  )

/** Returns the line of a new variant, which equals the rule and has no condition yet. */
export const newCaseOf = (rule: Rule): Line => {
  const variant = rule.variants.length + 1
  const { variants: _, ...base } = rule
  return { id: `${rule.key} ${variant}`, rule, appliedRule: { ...base, variant }, when: undefined, isNew: true }
}

/** Returns a function that writes a condition in words; the function returns undefined if there is no condition. */
export const useWhenWords = (): ((when: Conditions | undefined) => string | undefined) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const { formatList } = useIntl()
  return (when) => {
    if (!when) return undefined
    const parts = [
      ...(when.child === undefined ? [] : [t(when.child ? 'jurisdictions.when.child' : 'jurisdictions.when.adult')]),
      ...(when.urgency
        ? [
            formatList(
              when.urgency.map((one) => label('urgencies', one)),
              { type: 'disjunction' },
            ),
          ]
        : []),
      ...(when.outcome ?? []).map((one) => t(`jurisdictions.when.${one}`)),
      ...(when.risk
        ? [
            t('jurisdictions.when.risk', {
              risk: formatList(
                when.risk.map((one) => t(`jurisdictions.risks.${one}`)),
                { type: 'disjunction' },
              ),
            }),
          ]
        : []),
    ]
    return formatList(parts)
  }
}

type Said = Partial<Omit<Rule, 'variants' | 'key'>>
type Variant = Rule['variants'][number]

/** Returns the profile with one edited line, otherwise unchanged. */
export const withLine = (profile: Profile, { rule, appliedRule }: Line, said: Said, when: Conditions): Profile => {
  const at = appliedRule.variant - 1
  const edited: Rule =
    appliedRule.variant === 0
      ? { ...rule, ...said }
      : { ...rule, variants: rule.variants.toSpliced(at, 1, caseFrom(rule, appliedRule, said, when)) }
  return withRule(profile, edited)
}

/**
 * Returns a variant that contains only its limit, its condition and its differences from the rule, so that later
 * changes of the rule apply to the variant too.
 */
const caseFrom = (rule: Rule, appliedRule: AppliedRule, said: Said, when: Conditions): Variant => {
  const { warnAt, overdueAt, escalate, expires, nature, effect, limit = appliedRule.limit } = said
  const others = Object.entries({ warnAt, overdueAt, escalate, expires, nature, effect }).filter(
    ([part, value]) => value !== undefined && !isSame(value, rule[part as 'nature']),
  )
  const cited = { source: said.source, mark: said.mark, verifiedOn: said.verifiedOn }
  const own = isSame(cited, { source: rule.source, mark: rule.mark, verifiedOn: rule.verifiedOn }) ? {} : cited
  return { when, limit, ...Object.fromEntries(others), ...own } as Variant
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

export const withoutLine = (profile: Profile, { rule, appliedRule }: Line): Profile =>
  withRule(profile, { ...rule, variants: rule.variants.toSpliced(appliedRule.variant - 1, 1) })

/**
 * Returns the profile with the variant moved before the previous variant. The order matters, because the first variant
 * whose condition holds is applied.
 */
export const placedEarlier = (profile: Profile, { rule, appliedRule }: Line): Profile => {
  const variant = rule.variants[appliedRule.variant - 1]
  if (!variant || appliedRule.variant < 2) return profile
  return withRule(profile, {
    ...rule,
    variants: rule.variants.toSpliced(appliedRule.variant - 1, 1).toSpliced(appliedRule.variant - 2, 0, variant),
  })
}

/**
 * Replaces a rule in the profile. A profile also states the lifetime of drafts at its top level, so the rule for drafts
 * changes that value too.
 */
const withRule = (profile: Profile, edited: Rule): Profile => ({
  ...profile,
  ...(edited.key === 'referral.draft' ? { draftLife: edited.limit.value } : {}),
  rules: profile.rules.map((one) => (one.key === edited.key ? edited : one)),
})

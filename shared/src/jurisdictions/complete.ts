import type { Profile, Rule } from '../deadlines/profile.ts'
import { defaultRules } from '../record-types.ts'

/**
 * Returns the profile completed with the default rules of record types for all deadlines without a rule of the profile,
 * since a version may have been stored before a deadline was introduced. Rules for deadlines that no record type has
 * are kept, after the other rules.
 */
export const completeProfile = (profile: Profile): Profile => {
  const own = new Map(profile.rules.map((rule) => [rule.key, rule]))
  const completed = defaultsFor(profile).map((rule) => own.get(rule.key) ?? rule)
  const keys = new Set(completed.map(({ key }) => key))
  return { ...profile, rules: [...completed, ...profile.rules.filter(({ key }) => !keys.has(key))] }
}

/**
 * Returns the keys of the deadlines whose rule is the default of the record type, because the profile has no rule of
 * its own.
 */
export const defaultsIn = (profile: Profile): string[] => {
  const own = new Map(profile.rules.map((rule) => [rule.key, JSON.stringify(rule)]))
  return defaultsFor(profile).flatMap((rule) => {
    const written = own.get(rule.key)
    return written === undefined || written === JSON.stringify(rule) ? [rule.key] : []
  })
}

/** Returns the profile without default rules, as another profile inherits from it. */
export const withoutDefaults = (profile: Profile): Profile => {
  const defaults = defaultsIn(profile)
  return { ...profile, rules: profile.rules.filter(({ key }) => !defaults.includes(key)) }
}

/**
 * Returns the default rules under this profile. The rule of the deadline of a draft takes its limit from `draftLife`.
 */
const defaultsFor = ({ draftLife }: Pick<Profile, 'draftLife'>): Rule[] =>
  defaultRules.map((rule) =>
    rule.key === 'referral.draft' ? { ...rule, limit: { ...rule.limit, value: draftLife } } : rule,
  )

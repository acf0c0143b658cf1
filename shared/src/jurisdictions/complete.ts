import type { Profile, Rule } from '../deadlines/profile.ts'
import { defaultRules } from '../record-types.ts'

/**
 * The profile completed with default rules, which record types declare, for all clocks that it has no rule for: a
 * version stored before a clock was introduced gets the default. Rules for clocks that no record type has stay, behind
 * the others.
 */
export const completeProfile = (profile: Profile): Profile => {
  const own = new Map(profile.rules.map((rule) => [rule.key, rule]))
  const completed = defaultsFor(profile).map((rule) => own.get(rule.key) ?? rule)
  const keys = new Set(completed.map(({ key }) => key))
  return { ...profile, rules: [...completed, ...profile.rules.filter(({ key }) => !keys.has(key))] }
}

/** Keys of the clocks whose rule is the default of the record type, because the profile has no rule of its own. */
export const defaultsIn = (profile: Profile): string[] => {
  const own = new Map(profile.rules.map((rule) => [rule.key, JSON.stringify(rule)]))
  return defaultsFor(profile).flatMap((rule) => {
    const written = own.get(rule.key)
    return written === undefined || written === JSON.stringify(rule) ? [rule.key] : []
  })
}

/** The profile without default rules, as another profile inherits from it. */
export const withoutDefaults = (profile: Profile): Profile => {
  const defaults = defaultsIn(profile)
  return { ...profile, rules: profile.rules.filter(({ key }) => !defaults.includes(key)) }
}

/** The default rules under this profile; that of the clock of a draft takes its limit from `draftLife`. */
const defaultsFor = ({ draftLife }: Pick<Profile, 'draftLife'>): Rule[] =>
  defaultRules.map((rule) =>
    rule.key === 'referral.draft' ? { ...rule, limit: { ...rule.limit, value: draftLife } } : rule,
  )

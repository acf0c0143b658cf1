import type { Profile, Rule } from '../deadlines/profile.ts'
import { defaultRules } from '../record-types.ts'

/**
 * The profile with the default rule of the record type for each clock that it says nothing about: a version that was stored before
 * a clock existed goes on with it. Rules of clocks that no record type has stay where they are, behind the others.
 */
export const completeProfile = (profile: Profile): Profile => {
  const own = new Map(profile.rules.map((rule) => [rule.key, rule]))
  const completed = defaultsFor(profile).map((rule) => own.get(rule.key) ?? rule)
  const keys = new Set(completed.map(({ key }) => key))
  return { ...profile, rules: [...completed, ...profile.rules.filter(({ key }) => !keys.has(key))] }
}

/** Keys of the clocks for which the profile has no rule of its own, and the default of their record type holds. */
export const defaultsIn = (profile: Profile): string[] => {
  const own = new Map(profile.rules.map((rule) => [rule.key, JSON.stringify(rule)]))
  return defaultsFor(profile).flatMap((rule) => {
    const written = own.get(rule.key)
    return written === undefined || written === JSON.stringify(rule) ? [rule.key] : []
  })
}

/** What the profile itself says: a profile that builds upon it inherits these rules alone. */
export const withoutDefaults = (profile: Profile): Profile => {
  const defaults = defaultsIn(profile)
  return { ...profile, rules: profile.rules.filter(({ key }) => !defaults.includes(key)) }
}

/** How long a draft is kept stands in the profile's head, also where it has no rule for the clock of a draft. */
const defaultsFor = ({ draftLife }: Pick<Profile, 'draftLife'>): Rule[] =>
  defaultRules.map((rule) =>
    rule.key === 'referral.draft' ? { ...rule, limit: { ...rule.limit, value: draftLife } } : rule,
  )

import type { Urgency } from '../codes/urgency.ts'
import {
  type AppliedRule,
  appliedRulesOf,
  type Conditions,
  type Limit,
  Profile,
  type ProfileFile,
  type Rule,
} from './profile.ts'

/**
 * The facts that are known when a deadline starts. `child`: the person is under 18, or the age is uncertain or
 * disputed.
 */
export interface Facts {
  urgency?: Urgency | undefined
  child?: boolean | undefined
  outcome?: 'positive' | 'negative' | undefined
  risk?: 'low' | 'medium' | 'high' | 'extreme' | undefined
}

/**
 * Returns the profile with its parents' rules. A rule of the child replaces the parent's rule of the same key as a
 * whole, other rules are inherited, and all other fields are the child's own.
 * @throws Error for an unknown parent or a cycle, and ZodError if the result is no valid profile
 */
export const resolveProfile = (file: ProfileFile, files: ReadonlyMap<string, ProfileFile>): Profile => {
  const { extends: _, rules: __, ...head } = file
  const rules = new Map<string, Rule>()
  const line = lineage(file, files)
  for (const { rules: own } of line) for (const rule of own) rules.set(rule.key, rule)
  const access = line.findLast((one) => one.access !== undefined)?.access
  return Profile.parse({ ...head, access, rules: [...rules.values()] })
}

/** Returns the profile and its ancestors, oldest first, so that later rules replace earlier rules. */
const lineage = (file: ProfileFile, files: ReadonlyMap<string, ProfileFile>): ProfileFile[] => {
  const line = [file]
  for (let { extends: code } = file; code !== null; code = line[0]?.extends ?? null) {
    const parent = files.get(code)
    if (!parent) throw new Error(`profile ${file.code} extends ${code}, which is not there`)
    if (line.some((known) => known.code === parent.code)) throw new Error(`profile ${file.code} extends itself`)
    line.unshift(parent)
  }
  return line
}

/**
 * Returns the rule that applies under these facts. Throws for a key without a rule; in a completed profile
 * (`completeProfile`) every deadline of a record type has a rule.
 */
export const ruleFor = (profile: Profile, key: string, facts: Facts = {}): AppliedRule => {
  const rule = profile.rules.find((candidate) => candidate.key === key)
  return appliedRuleAt(profile, key, (rule?.variants.findIndex(({ when }) => holds(when, facts)) ?? -1) + 1)
}

/** Returns the rule variant under which a deadline was started. Throws if the profile has no such variant. */
export const appliedRuleAt = (profile: Profile, key: string, variant: number): AppliedRule => {
  const rule = profile.rules.find((candidate) => candidate.key === key)
  const appliedRule = rule && appliedRulesOf(rule)[variant]
  if (!appliedRule) throw new Error(`profile ${profile.code} ${profile.version} has no rule for ${key}`)
  return appliedRule
}

const holds = (when: Conditions, facts: Facts): boolean =>
  (when.child === undefined || when.child === facts.child) &&
  within(when.urgency, facts.urgency) &&
  within(when.outcome, facts.outcome) &&
  within(when.risk, facts.risk)

const within = <T>(wanted: readonly T[] | undefined, fact: T | undefined) =>
  wanted === undefined || (fact !== undefined && wanted.includes(fact))

/** A limit that is shorter than a treaty requires, with the source of the requirement. */
export interface ProfileWarning {
  key: string
  least: Pick<Limit, 'value' | 'unit'>
  source: string
}

/** The minimum limits of treaties. A profile with a shorter limit is valid but gets a warning. */
const floors: readonly ProfileWarning[] = [
  {
    key: 'reflection',
    least: { value: 30, unit: 'calendar-days' },
    source: 'Council of Europe Convention on Action against Trafficking in Human Beings (CETS 197), Art. 13',
  },
]

/** Returns the warnings for a valid profile: its limits below the minimum of a treaty. */
export const warningsAbout = (profile: Profile): ProfileWarning[] =>
  floors.filter(({ key, least }) => {
    const rule = profile.rules.find((one) => one.key === key)
    return rule && appliedRulesOf(rule).some(({ limit }) => fewest(limit) < fewest(least))
  })

/**
 * The shortest length of each unit in days: a month can have 28 days. Working days never pass faster than calendar
 * days.
 */
const fewestDays = { minutes: 1 / 1440, hours: 1 / 24, 'calendar-days': 1, 'working-days': 1, months: 28, years: 365 }

const fewest = ({ value, unit }: Pick<Limit, 'value' | 'unit'>) => value * fewestDays[unit]

import { appliedRulesOf, Rule } from '../deadlines/profile.ts'
import { type AnyType, withLife } from './collection.ts'
import { clockFaults } from './holders.ts'

/**
 * Returns the default rules of the deadlines of every record type, checked against the types. A default rule is a local
 * standard, not law, and applies wherever a profile has no rule for the deadline.
 * @param files the content of each type's `clocks.json`, by the name of the type
 * @throws Error if a deadline has no default rule or a default rule has no deadline, with every line to correct
 */
export const rulesOfTypes = (
  types: readonly AnyType[],
  files: Readonly<Record<string, readonly unknown[]>>,
): readonly Rule[] => {
  const rules = Object.values(files).flatMap((file) => file.map((rule) => Rule.parse(rule)))
  const faults = [
    ...Object.entries(files).flatMap(([name, file]) => faultsOfFile(types, name, file)),
    ...rules.flatMap(faultsOfStandard),
    ...clockFaults(types, { rules }).map(({ message }) => message),
  ]
  if (faults.length > 0)
    throw new Error(`the default rules contradict the record types:\n${faults.map((one) => `  ${one}`).join('\n')}`)
  const dates = Object.assign({}, ...withLife(types).map(({ workflow }) => workflow.dueOn))
  return rules.map((rule) => ({ ...rule, ownDate: Object.hasOwn(dates, rule.key) }))
}

const faultsOfFile = (types: readonly AnyType[], name: string, file: readonly unknown[]): string[] => {
  const type = withLife(types).find((one) => one.name === name)
  if (type === undefined) return [`${name} is no record type with a life, and has default rules: take them out`]
  const at = `${type.plural}/clocks.json`
  const keys = file.map((rule) => Rule.parse(rule).key)
  return [
    ...keys.flatMap((key) =>
      type.clocks.includes(key) ? [] : [`${at} has a rule for ${key}, which is no clock of ${name}: take it out`],
    ),
    ...keys.flatMap((key, i) => (keys.indexOf(key) === i ? [] : [`${at} has two rules for ${key}: leave one`])),
  ]
}

/**
 * Returns the errors of a default rule that claims to be law: legal limits belong in the profile of their jurisdiction.
 */
const faultsOfStandard = (rule: Rule): string[] =>
  [...appliedRulesOf(rule), rule.pause, rule.extension].some((part) => part && part.mark !== 'design') ||
  appliedRulesOf(rule).some(({ nature }) => nature === 'statutory')
    ? [`the default rule of ${rule.key} is marked as law: write it in a profile, and a default with the mark design`]
    : []

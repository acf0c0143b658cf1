import type { Profile, Rule } from '../deadlines/profile.ts'
import { type AnyRecordType, type AnyType, withLife } from './collection.ts'
import { isAlwaysThere, readsRecord } from './faults.ts'

/** An error in a rule of a profile, under which a deadline would have no party to owe it. */
export interface ClockFault {
  key: string
  /** The text of the error, with the correction. */
  message: string
}

/**
 * Checks the rules of a profile against the record types. Each deadline needs a rule, and each rule a party that owes
 * the deadline: a party that every row has or that names a substitute (`orElse`), and that can open the record.
 * Variants of a rule may change the time but not the party. A rule must agree with the declaration about a due date in
 * the row (`dueOn`).
 */
export const clockFaults = (types: readonly AnyType[], { rules }: Pick<Profile, 'rules'>): ClockFault[] =>
  withLife(types).flatMap((type) =>
    type.clocks.flatMap((key) => {
      const rule = rules.find((one) => one.key === key)
      if (rule === undefined) return [{ key, message: `there is no rule for ${key}` }]
      const holders = Object.entries(type.parties).filter(
        ([, party]) => party.kind !== 'clock' && readsRecord(type, party),
      )
      const named = `name one of ${holders.map(([name]) => name).join(', ')}`
      const party = type.parties[rule.owes]
      if (party === undefined || party.kind === 'clock')
        return [{ key, message: `${key} is owed by ${rule.owes}, who is no party of ${a(type.name)}: ${named}` }]
      if (!readsRecord(type, party))
        return [
          { key, message: `${key} is owed by ${rule.owes}, who need not be able to open ${a(type.name)}: ${named}` },
        ]
      if (!isAlwaysThere(type.allFields, party) && party.orElse === undefined)
        return [{ key, message: `${key} is owed by ${rule.owes}, whom ${a(type.name)} may lack: ${named}` }]
      const dated = faultOfDate(type, rule)
      if (dated !== undefined) return [{ key, message: dated }]
      const { owedTo } = rule
      return owedTo === null || owedTo === 'person' || (type.parties[owedTo] && type.parties[owedTo].kind !== 'clock')
        ? []
        : [{ key, message: `${key} is owed to ${owedTo}, who is no party of ${a(type.name)}: ${named}` }]
    }),
  )

/**
 * Returns the error of a rule that contradicts the declaration, which alone decides whether a deadline is due on a date
 * of the row.
 */
const faultOfDate = ({ name, plural, workflow }: AnyRecordType, { key, ownDate, pause, extension }: Rule) => {
  const field = workflow.dueOn?.[key]
  if (field === undefined)
    return ownDate
      ? `${key} has a date of its own in its rule, and the declaration of ${name} names none: write '${key}': dueOn('…') in shared/src/${plural}/record.ts, or take ownDate out of the rule`
      : undefined
  return pause !== null || extension !== null
    ? `${key} is due on ${field} of ${a(name)}, which is changed there: take pause and extension out of its rule`
    : undefined
}

const a = (name: string) => `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`

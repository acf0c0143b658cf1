import type { Profile } from '../deadlines/profile.ts'
import { type AnyType, withLife } from './collection.ts'
import { isAlwaysThere, readsRecord } from './faults.ts'

/** A rule of a profile under which a deadline of some record type would have no party that can handle it. */
export interface ClockFault {
  key: string
  /** The error, and the correction. */
  message: string
}

/**
 * Checks that each deadline of each record type has a rule, and each rule a party of that type that owes it: one that
 * every row has or that names a substitute (`orElse`), and that can open the record. Variants of a rule change the time
 * and never the party.
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
      const { owedTo } = rule
      return owedTo === null || owedTo === 'person' || (type.parties[owedTo] && type.parties[owedTo].kind !== 'clock')
        ? []
        : [{ key, message: `${key} is owed to ${owedTo}, who is no party of ${a(type.name)}: ${named}` }]
    }),
  )

const a = (name: string) => `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`

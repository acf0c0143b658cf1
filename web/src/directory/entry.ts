import type { Agency, AgencyField } from '@palermo/shared/agencies/contract.ts'
import { agencyFields } from '@palermo/shared/agencies/fields.ts'
import { groupedPhone } from '../ui/grouped-phone.ts'

/** What can be said of an agency, as its form holds it. */
export type AgencyEntry = Pick<Agency, AgencyField>

export const entryOf = (agency: Agency): AgencyEntry => {
  // Cast: `Object.fromEntries` gives no names of keys; they are the fields.
  const entry = Object.fromEntries(agencyFields.map((field) => [field, agency[field]])) as unknown as AgencyEntry
  return { ...entry, dutyPhone: entry.dutyPhone && groupedPhone(entry.dutyPhone) }
}

/** Only what the form changed: another person's change to another field stays. */
export const changesOf = (before: AgencyEntry, now: AgencyEntry): Partial<AgencyEntry> =>
  Object.fromEntries(
    agencyFields
      .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(now[field]))
      .map((field) => [field, now[field]]),
  )

/** Words for what is wrong with a field or any part of it (`hours/2/closes`). */
export const errorIn = (errors: Record<string, string>, field: string): string | undefined =>
  Object.entries(errors).find(([name]) => name === field || name.startsWith(`${field}/`))?.[1]

import type { Agency, AgencyField } from '@palermo/shared/agencies/contract.ts'
import { agencyFields } from '@palermo/shared/agencies/fields.ts'
import { groupedPhone } from '../ui/grouped-phone.ts'

/** A directory entry as the values of its form. */
export type AgencyEntry = Pick<Agency, AgencyField>

export const entryOf = (agency: Agency): AgencyEntry => {
  // Cast: `Object.fromEntries` loses the names of the keys, which are the fields.
  const entry = Object.fromEntries(agencyFields.map((field) => [field, agency[field]])) as unknown as AgencyEntry
  return { ...entry, dutyPhone: entry.dutyPhone && groupedPhone(entry.dutyPhone) }
}

/** Only the fields that were changed, so that saving does not undo changes of other fields by another person. */
export const changesOf = (before: AgencyEntry, now: AgencyEntry): Partial<AgencyEntry> =>
  Object.fromEntries(
    agencyFields
      .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(now[field]))
      .map((field) => [field, now[field]]),
  )

/** The error text of a field or of one of its parts, such as `hours/2/closes`. */
export const errorIn = (errors: Record<string, string>, field: string): string | undefined =>
  Object.entries(errors).find(([name]) => name === field || name.startsWith(`${field}/`))?.[1]

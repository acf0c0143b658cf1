import type { Agency, AgencyField } from '@palermo/shared/agencies/contract.ts'
import { agencyFields } from '@palermo/shared/agencies/fields.ts'
import { groupedPhone } from '../ui/grouped-phone.ts'

/** The values of the form of a directory entry. */
export type AgencyEntry = Pick<Agency, AgencyField>

export const entryOf = (agency: Agency): AgencyEntry => {
  // Cast: `Object.fromEntries` loses the names of the keys, which are the names of the fields.
  const entry = Object.fromEntries(agencyFields.map((field) => [field, agency[field]])) as unknown as AgencyEntry
  return { ...entry, dutyPhone: entry.dutyPhone && groupedPhone(entry.dutyPhone) }
}

/**
 * Returns only the changed fields, so that saving does not overwrite other fields that another person changed
 * meanwhile.
 */
export const changesOf = (before: AgencyEntry, now: AgencyEntry): Partial<AgencyEntry> =>
  Object.fromEntries(
    agencyFields
      .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(now[field]))
      .map((field) => [field, now[field]]),
  )

/**
 * Returns the first error text of a field or of a part of the field, such as `hours/2/closes`; undefined if there is
 * none.
 */
export const errorIn = (errors: Record<string, string>, field: string): string | undefined =>
  Object.entries(errors).find(([name]) => name === field || name.startsWith(`${field}/`))?.[1]

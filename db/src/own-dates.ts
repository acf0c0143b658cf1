import { type Calendar, endOfDay } from '@palermo/shared/deadlines/calendar.ts'
import { columnOf } from '@palermo/shared/records/fields.ts'
import type { Workflow } from '@palermo/shared/workflow.ts'

/**
 * Returns the due date of a deadline if its record type declares a date of the row for it (`dueOn`): the date that the
 * action sets, otherwise the date in the row. Returns null if the deadline is due by the limit of its rule.
 * @throws Error if the caller passed the row without this field
 */
export const ownDateOf = (
  { name, dueOn = {} }: Pick<Workflow, 'name' | 'dueOn'>,
  row: object,
  key: string,
  set: Readonly<Record<string, unknown>>,
  { zone }: Pick<Calendar, 'zone'>,
): string | null => {
  const field = dueOn[key]
  if (field === undefined) return null
  const column = columnOf(field)
  if (!(column in set) && !(field in row))
    throw new Error(`${key} of this ${name} is due on ${field}: pass the row with its ${field}`)
  const value: unknown = (column in set ? set[column] : Reflect.get(row, field)) ?? null
  if (value === null) return null
  if (typeof value !== 'string') throw new Error(`${field} of this ${name} is no date`)
  return /^\d{4}-\d\d-\d\d$/.test(value) ? endOfDay(value, zone) : value
}

import { Temporal } from 'temporal-polyfill'
import type { Agency, OpeningHours, Shift } from './contract.ts'

/** The opening hours of an agency, as its directory entry states them. */
export interface Standing {
  alwaysOpen: boolean
  hours: readonly OpeningHours[]
  zone: string
}

/**
 * Whether the agency is open at this time in its own time zone. Hours whose closing time is not after the opening time
 * run past midnight; at `closes` itself the agency is closed.
 * @throws RangeError for an invalid zone or time
 */
export const openAt = ({ alwaysOpen, hours, zone }: Standing, now: string): boolean => {
  if (alwaysOpen) return true
  const local = Temporal.Instant.from(now).toZonedDateTimeISO(zone)
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
  const today = local.dayOfWeek
  const yesterday = today === 1 ? 7 : today - 1
  return hours.some(({ weekday, opens, closes }) => {
    const overMidnight = closes <= opens
    if (weekday === today && time >= opens && (overMidnight || time < closes)) return true
    return weekday === yesterday && overMidnight && time < closes
  })
}

/**
 * Returns the telephone number that is on call at this instant; of several shifts, that of the shift which began last.
 */
export const onCallAt = (shifts: readonly Shift[], now: string): Agency['onCallNow'] => {
  const at = Date.parse(now)
  const [answers] = shifts
    .filter(({ fromAt, untilAt }) => Date.parse(fromAt) <= at && at < Date.parse(untilAt))
    .sort((a, b) => Date.parse(b.fromAt) - Date.parse(a.fromAt) || Date.parse(b.untilAt) - Date.parse(a.untilAt))
  return answers ? { phone: answers.phone, until: new Date(answers.untilAt).toISOString() } : null
}

/**
 * Returns the number to call at this instant: that of the shift on call, otherwise the duty telephone during opening
 * hours.
 */
export const reachableAt = (
  agency: Standing & { dutyPhone: string | null },
  shifts: readonly Shift[],
  now: string,
): { phone: string; until: string | null; onCall: boolean } | null => {
  const onCall = onCallAt(shifts, now)
  if (onCall) return { ...onCall, onCall: true }
  return agency.dutyPhone !== null && openAt(agency, now)
    ? { phone: agency.dutyPhone, until: null, onCall: false }
    : null
}

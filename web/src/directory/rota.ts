import type { Shift } from '@palermo/shared/agencies/contract.ts'
import { groupedPhone } from '../ui/grouped-phone.ts'
import { fromLocalTime, todayIn, toLocalTime } from '../ui/when.ts'

/** A shift in the form: times as typed, in the time zone of the agency. */
export interface DraftShift {
  key: string
  phone: string
  from: string
  until: string
}

const day = 86_400_000
const days = 14

export const draftOf = ({ phone, fromAt, untilAt }: Shift, zone: string): DraftShift => ({
  key: fromAt,
  phone: groupedPhone(phone),
  from: toLocalTime(fromAt, zone),
  until: toLocalTime(untilAt, zone),
})

/** Converts a shift for the server; undefined if one of the times is incomplete. */
export const shiftOf = ({ phone, from, until }: DraftShift, zone: string): Shift | undefined => {
  const [fromAt, untilAt] = [fromLocalTime(from, zone), fromLocalTime(until, zone)]
  return fromAt && untilAt ? { phone: phone.trim(), fromAt, untilAt } : undefined
}

/**
 * Returns shifts with the same hours for each of the next fourteen days, without shifts that have ended already. A
 * shift whose end is not after its start ends on the following day.
 */
export const everyDay = (
  { phone, from, until }: { phone: string; from: string; until: string },
  zone: string,
  now: number,
): DraftShift[] =>
  Array.from({ length: days }, (_, at) => {
    const today = todayIn(zone, now + at * day)
    const last = until <= from ? todayIn(zone, now + (at + 1) * day) : today
    return { key: crypto.randomUUID(), phone, from: `${today}T${from}`, until: `${last}T${until}` }
  }).filter((draft) => Date.parse(fromLocalTime(draft.until, zone) ?? '') > now)

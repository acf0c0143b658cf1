import type { FieldError } from '../problem.ts'
import type { Shift } from './contract.ts'

const hour = 3_600_000
/** The time for which a rota can be planned ahead: fourteen days. */
export const rotaLength = 14 * 24 * hour
const longestShift = 7 * 24 * hour

/** Returns the errors in a list of shifts, each with the index of its shift. */
export const faultsOfRota = (shifts: readonly Shift[], now: string): FieldError[] => {
  const at = Date.parse(now)
  return shifts.flatMap(({ fromAt, untilAt }, i) => {
    const [from, until] = [Date.parse(fromAt), Date.parse(untilAt)]
    const fault = (field: keyof Shift, detail: string): FieldError[] => [{ pointer: `/shifts/${i}/${field}`, detail }]
    if (until <= from) return fault('untilAt', 'ends before it begins')
    if (until <= at) return fault('untilAt', 'is over already')
    if (until - from > longestShift) return fault('untilAt', 'is longer than a week')
    if (from >= at + rotaLength) return fault('fromAt', 'lies more than fourteen days ahead')
    const other = shifts.findIndex(
      (shift, j) => j < i && Date.parse(shift.fromAt) < until && from < Date.parse(shift.untilAt),
    )
    return other === -1 ? [] : fault('fromAt', 'meets another shift')
  })
}

/**
 * Sorts shifts by time, and joins adjacent shifts with the same telephone number, so that `untilAt` is the time until
 * which the number is answered without a break.
 */
export const joinShifts = (shifts: readonly Shift[]): Shift[] => {
  const joined: Shift[] = []
  for (const shift of [...shifts].sort((a, b) => Date.parse(a.fromAt) - Date.parse(b.fromAt))) {
    const before = joined.at(-1)
    if (before?.phone === shift.phone && Date.parse(before.untilAt) === Date.parse(shift.fromAt)) {
      joined[joined.length - 1] = { ...before, untilAt: shift.untilAt }
    } else {
      joined.push(shift)
    }
  }
  return joined
}

import { z } from 'zod'
import { movesPageQuery } from '../deadlines/moves.ts'

export const Holiday = z.object({ onDate: z.iso.date(), name: z.string(), source: z.string() })
export type Holiday = z.infer<typeof Holiday>

export const holidayChangeKinds = ['added', 'removed'] as const

/** A correction of the holidays by an administrator, with its effect on deadlines. */
export const HolidayChange = z.object({
  id: z.uuid(),
  onDate: z.iso.date(),
  change: z.enum(holidayChangeKinds),
  name: z.string(),
  source: z.string(),
  byName: z.string().nullable(),
  at: z.iso.datetime(),
  /** When the deadlines were recounted; null until a worker has finished the recount. */
  recountedAt: z.iso.datetime().nullable(),
  moved: z.int(),
})
export type HolidayChange = z.infer<typeof HolidayChange>

/** The public holidays of one year of the task force's calendar. */
export const HolidayYear = z.object({
  calendar: z.string(),
  zone: z.string(),
  year: z.int(),
  /** All years for which the calendar has holidays. */
  years: z.array(z.int()),
  items: z.array(Holiday),
  changes: z.array(HolidayChange),
})
export type HolidayYear = z.infer<typeof HolidayYear>

export const HolidayQuery = z.strictObject({ year: z.coerce.number().int().min(1970).max(2100).optional() })
export type HolidayQuery = z.infer<typeof HolidayQuery>

const words = z.string().trim().min(1).max(200)
/** A correction that adds a holiday with its name and source, or removes a holiday with a reason. */
export const CorrectHoliday = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('added'), onDate: z.iso.date(), name: words, source: words }),
  z.strictObject({ change: z.literal('removed'), onDate: z.iso.date(), source: words }),
])
export type CorrectHoliday = z.infer<typeof CorrectHoliday>

/** The request for a preview of a correction: one page of the deadlines that would move. */
export const PreviewHoliday = z.strictObject({
  change: z.enum(holidayChangeKinds),
  onDate: z.iso.date(),
  ...movesPageQuery,
})
export type PreviewHoliday = z.infer<typeof PreviewHoliday>

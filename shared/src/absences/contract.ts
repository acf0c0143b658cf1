import { z } from 'zod'

/**
 * An absence and its deputy. The deputy takes over the absent person's work, and sees only what the rights of both
 * persons allow.
 */
export const Absence = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  personName: z.string(),
  deputyId: z.uuid(),
  deputyName: z.string(),
  fromAt: z.iso.datetime(),
  untilAt: z.iso.datetime(),
  /** Whether the absence is running now. */
  now: z.boolean(),
  /** Whether the reader may end the absence. */
  mayEnd: z.boolean(),
})
export type Absence = z.infer<typeof Absence>

/** The absences of the actor's agency, current and planned. */
export const AbsenceList = z.object({ items: z.array(Absence) })
export type AbsenceList = z.infer<typeof AbsenceList>

const longest = 366 * 86_400_000

export const NewAbsence = z
  .strictObject({
    /** The id of the absent person; by default the actor. */
    personId: z.uuid().optional(),
    deputyId: z.uuid(),
    fromAt: z.iso.datetime(),
    untilAt: z.iso.datetime(),
  })
  .refine(({ fromAt, untilAt }) => Date.parse(fromAt) < Date.parse(untilAt), {
    path: ['untilAt'],
    error: 'is not after it begins',
  })
  .refine(({ fromAt, untilAt }) => Date.parse(untilAt) - Date.parse(fromAt) <= longest, {
    path: ['untilAt'],
    error: 'is more than a year later',
  })
export type NewAbsence = z.infer<typeof NewAbsence>

export const EndAbsence = z.strictObject({})

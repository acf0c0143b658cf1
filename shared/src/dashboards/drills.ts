import { z } from 'zod'
import { DeclineReason } from '../codes/decline-reasons.ts'
import { openStatuses, workAges, workNumberNames } from './definitions.ts'

/** The parameters of the list behind a number: restrictions in addition to the filters of the dashboard. */
export const drilled = {
  number: z.enum(workNumberNames),
  sender: z.uuid().optional(),
  receiver: z.uuid().optional(),
  reason: DeclineReason.optional(),
  /** For `taken` and `missed` one of the measured steps; for `late` the key of a deadline. */
  step: z.string().max(60).optional(),
  owes: z.uuid().optional(),
  status: z.enum(openStatuses).optional(),
  age: z.enum(workAges).optional(),
  lead: z.uuid().optional(),
  person: z.union([z.uuid(), z.literal('nobody')]).optional(),
  /** An ISO 8601 week, such as `2026-W12`. */
  week: z
    .string()
    .regex(/^20\d\d-W(0[1-9]|[1-4]\d|5[0-3])$/)
    .optional(),
}

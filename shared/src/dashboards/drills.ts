import { z } from 'zod'
import { DeclineReason } from '../codes/decline-reasons.ts'
import { openStatuses, workAges, workNumberNames } from './definitions.ts'

/** The list behind a number, with its restrictions besides the filters of the dashboard. */
export const drilled = {
  number: z.enum(workNumberNames),
  sender: z.uuid().optional(),
  receiver: z.uuid().optional(),
  reason: DeclineReason.optional(),
  /** One of the measured steps for `taken` and `missed`, a deadline's key for `late`. */
  step: z.string().max(60).optional(),
  owes: z.uuid().optional(),
  status: z.enum(openStatuses).optional(),
  age: z.enum(workAges).optional(),
  lead: z.uuid().optional(),
  person: z.union([z.uuid(), z.literal('nobody')]).optional(),
  /** ISO 8601: `2026-W12`. */
  week: z
    .string()
    .regex(/^20\d\d-W(0[1-9]|[1-4]\d|5[0-3])$/)
    .optional(),
}

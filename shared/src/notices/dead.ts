import { z } from 'zod'
import { PageQuery, pageOf } from '../page.ts'
import { outwardChannels } from './choices.ts'

/** An undeliverable message in the list of administrators, without recipient and text. */
export const DeadLetter = z.object({
  id: z.uuid(),
  channel: z.enum([...outwardChannels, 'webhook']),
  topic: z.string(),
  tries: z.int(),
  error: z.string().nullable(),
  at: z.iso.datetime(),
})
export type DeadLetter = z.infer<typeof DeadLetter>
export const DeadLetterPage = pageOf(DeadLetter)

export const DeadLetterQuery = z.strictObject(PageQuery.shape)
export type DeadLetterQuery = z.infer<typeof DeadLetterQuery>

export const SettleDead = z.strictObject({ ids: z.array(z.uuid()).min(1).max(200) })
export const Settled = z.object({ settled: z.int() })

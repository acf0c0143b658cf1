import { z } from 'zod'
import { pageOf } from '../page.ts'

/** What happened, as a fixed topic (`referral.accepted`); the words come from the catalogue. */
export const Notice = z.object({
  id: z.uuid(),
  topic: z.string(),
  subjectKind: z.string(),
  subjectId: z.uuid(),
  caseReference: z.string().nullable(),
  step: z.string().nullable(),
  agencyName: z.string().nullable(),
  dueAt: z.iso.datetime().nullable(),
  at: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
})
export type Notice = z.infer<typeof Notice>
export const NoticePage = pageOf(Notice)

export const MarkRead = z.strictObject({ ids: z.array(z.uuid()).max(200).optional(), all: z.literal(true).optional() })

/** One try to deliver, as the delivery log of an administrator shows it: no address, no words. */
export const Delivery = z.object({
  id: z.uuid(),
  channel: z.enum(['in-app', 'email']),
  topic: z.string(),
  state: z.enum(['waiting', 'sent', 'failed', 'dead']),
  tries: z.int(),
  at: z.iso.datetime(),
  error: z.string().nullable(),
})
export type Delivery = z.infer<typeof Delivery>

/** What the live stream sends: a hint to look again, never the thing itself. */
export const StreamEvent = z.object({ kind: z.enum(['notice', 'desk', 'hello']), unread: z.int() })
export type StreamEvent = z.infer<typeof StreamEvent>

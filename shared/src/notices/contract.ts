import { z } from 'zod'
import { PageQuery, pageOf } from '../page.ts'

/** What happened, as a fixed topic (`referral.accepted`); the words come from the catalogue. */
export const Notice = z.object({
  id: z.uuid(),
  topic: z.string(),
  subjectKind: z.string(),
  subjectId: z.uuid(),
  caseReference: z.string().nullable(),
  step: z.string().nullable(),
  /** As in the work queue: of a task its kind. */
  detail: z.string().nullable(),
  agencyName: z.string().nullable(),
  dueAt: z.iso.datetime().nullable(),
  at: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
})
export type Notice = z.infer<typeof Notice>
export const NoticePage = pageOf(Notice)
export type NoticePage = z.infer<typeof NoticePage>

export const MarkRead = z.strictObject({ ids: z.array(z.uuid()).max(200).optional(), all: z.literal(true).optional() })
export type MarkRead = z.infer<typeof MarkRead>

/** What leaves the house. In the app a notice is delivered by being there. */
export const Channel = z.enum(['email'])
/** `dead`: given up. `not-needed`: read in the app before it left, or nobody is there any more. */
export const DeliveryState = z.enum(['waiting', 'sending', 'sent', 'failed', 'dead', 'not-needed'])
export type DeliveryState = z.infer<typeof DeliveryState>

/** One notice on its way out, as the delivery log of an administrator shows it: no address, no words. */
export const Delivery = z.object({
  id: z.uuid(),
  channel: Channel,
  topic: z.string(),
  state: DeliveryState,
  tries: z.int(),
  at: z.iso.datetime(),
  error: z.string().nullable(),
})
export type Delivery = z.infer<typeof Delivery>
export const DeliveryPage = pageOf(Delivery)
export type DeliveryPage = z.infer<typeof DeliveryPage>

export const NoticeQuery = z.strictObject({ ...PageQuery.shape, unread: z.stringbool().optional() })
export type NoticeQuery = z.infer<typeof NoticeQuery>
export const DeliveryQuery = z.strictObject({ ...PageQuery.shape, state: DeliveryState.optional() })
export type DeliveryQuery = z.infer<typeof DeliveryQuery>

/** What the live stream sends: a hint to look again, never the thing itself. */
export const StreamEvent = z.object({ kind: z.enum(['notice', 'desk', 'hello']), unread: z.int() })
export type StreamEvent = z.infer<typeof StreamEvent>

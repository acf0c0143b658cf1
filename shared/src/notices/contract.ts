import { z } from 'zod'
import { AgencyLabel } from '../agencies/contract.ts'
import { distinct } from '../distinct.ts'
import { noticeKinds } from '../notice-kinds.ts'
import { PageQuery, pageOf } from '../page.ts'
import { Looker, OnScreen, Presence } from '../presence/contract.ts'
import { alwaysInApp, noticeChannels, outwardChannels } from './choices.ts'

/** A notification. `topic` is a fixed code (`referral.accepted`), whose text is in the catalogue. */
export const Notice = z.object({
  id: z.uuid(),
  topic: z.string(),
  subjectKind: z.string(),
  subjectId: z.uuid(),
  /** The case whose page shows a record that has no page of its own, for readers who may open the case. */
  caseId: z.uuid().nullable(),
  caseReference: z.string().nullable(),
  step: z.string().nullable(),
  /** For a task its kind. The field has the same meaning in the work queue. */
  detail: z.string().nullable(),
  agencyName: z.string().nullable(),
  dueAt: z.iso.datetime().nullable(),
  at: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
})
export type Notice = z.infer<typeof Notice>
export const NoticePage = pageOf(Notice)
export type NoticePage = z.infer<typeof NoticePage>

/**
 * The notifications of a group that have the same topic, shown as the last of them. `times`: their number. `open`:
 * whether any of them is unread and not settled.
 */
export const NoticeLine = Notice.extend({ times: z.int(), open: z.boolean() })
/** The notifications of one case or, without a case, of one record. */
export const NoticeGroup = z.object({
  id: z.uuid(),
  caseReference: z.string().nullable(),
  at: z.iso.datetime(),
  open: z.boolean(),
  lines: z.array(NoticeLine),
})
export type NoticeGroup = z.infer<typeof NoticeGroup>
export const NoticeGroupPage = pageOf(NoticeGroup)
export type NoticeGroupPage = z.infer<typeof NoticeGroupPage>
export const NoticeGroupQuery = z.strictObject(PageQuery.shape)
export type NoticeGroupQuery = z.infer<typeof NoticeGroupQuery>

/** An unanswered referral for tonight that the reader may answer. */
export const TonightAlert = z.object({
  referralId: z.uuid(),
  caseReference: z.string().nullable(),
  from: AgencyLabel,
  /** Whether the reader's agency confirmed the receipt. Its answer is still due. */
  acknowledged: z.boolean(),
  sentAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
})
export type TonightAlert = z.infer<typeof TonightAlert>
export const TonightAlerts = z.object({ items: z.array(TonightAlert) })

export const MarkRead = z.strictObject({
  groups: distinct(z.uuid()).max(200).optional(),
  ids: distinct(z.uuid()).max(200).optional(),
  all: z.literal(true).optional(),
})
export type MarkRead = z.infer<typeof MarkRead>

/** Channels of outbound messages. */
export const Channel = z.enum(outwardChannels)
/** The subject of a message: waiting notifications, or the account itself. */
export const OutboundMessageKind = z.enum([
  'notices',
  'invitation',
  'reset',
  'password-changed',
  'account-changed',
  'new-device',
])
export type OutboundMessageKind = z.infer<typeof OutboundMessageKind>

/**
 * The state of a message. `dead`: all attempts failed. `not-needed`: the notification was read in the app before the
 * message was sent, or the recipient's account was disabled.
 */
export const DeliveryState = z.enum(['waiting', 'sending', 'sent', 'failed', 'dead', 'not-needed'])
export type DeliveryState = z.infer<typeof DeliveryState>

/** One delivery in the log for administrators, which contains neither address nor text. */
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

export const NoticeKind = z.enum(noticeKinds)
export const NoticeChannel = z.enum(noticeChannels)

/** A time of day in hours and minutes, in the reader's time zone. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time of the day (HH:MM)')

/** The hours in which nothing alerts the reader. `until` may be on the next morning. */
export const QuietHours = z
  .strictObject({ from: TimeOfDay, until: TimeOfDay })
  .refine(({ from, until }) => from !== until, { path: ['until'], error: 'has to differ from the beginning' })
export type QuietHours = z.infer<typeof QuietHours>

const Matrix = z.record(NoticeKind, z.record(NoticeChannel, z.boolean()))
export type Matrix = z.infer<typeof Matrix>

/** The notification settings of a person: kinds, channels and quiet hours. */
export const NoticeSettings = z.object({
  /** The version of the settings; 0 if the person has never saved settings. */
  version: z.int().min(0),
  choices: Matrix,
  quiet: QuietHours.nullable(),
  digestAt: TimeOfDay,
  /** The time zone of the quiet hours, which is the time zone of the account. */
  zone: z.string(),
  /** Whether text messages are possible: the installation may have no gateway, or the account no telephone number. */
  sms: z.enum(['ready', 'no-gateway', 'no-telephone']),
})
export type NoticeSettings = z.infer<typeof NoticeSettings>

export const ChooseNotices = NoticeSettings.omit({ zone: true, sms: true })
  .strict()
  .superRefine(({ choices }, context) => {
    for (const kind of alwaysInApp) {
      if (choices[kind]['in-app'] === false)
        context.addIssue({ code: 'custom', path: ['choices', kind, 'in-app'], message: 'cannot be turned off' })
    }
  })
export type ChooseNotices = z.infer<typeof ChooseNotices>

export const NoticeQuery = z.strictObject({ ...PageQuery.shape, unread: z.stringbool().optional() })
export type NoticeQuery = z.infer<typeof NoticeQuery>
export const DeliveryQuery = z.strictObject({ ...PageQuery.shape, state: DeliveryState.optional() })
export type DeliveryQuery = z.infer<typeof DeliveryQuery>

/**
 * The events of the live stream: a request to reload, the number of unread groups, and the other persons who have the
 * page open. No event contains the record itself.
 */
export const StreamEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['notice', 'desk', 'hello']), unread: z.int() }),
  z.object({ kind: z.literal('looking'), on: OnScreen, ...Presence.shape }),
  /**
   * A change of the record on the page. `by` is null for changes made by a deadline or by a person whom this reader may
   * not know of.
   */
  z.object({ kind: z.literal('changed'), on: OnScreen, mine: z.boolean(), by: Looker.nullable() }),
])
export type StreamEvent = z.infer<typeof StreamEvent>

import { coordinators } from '@palermo/shared/actor.ts'
import { AgencyLabel } from '@palermo/shared/agencies/contract.ts'
import {
  type Delivery,
  type DeliveryQuery,
  DeliveryState,
  type Notice,
  type NoticeGroup,
  type NoticeGroupQuery,
  NoticeLine,
  type NoticeQuery,
  type TonightAlert,
} from '@palermo/shared/notices/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { z } from 'zod'
import { type Db, type RequestContext, read } from '../actor.ts'
import { cursorOf, pageFrom } from '../keyset.ts'
import { document, flag, instant, number, oneOf, orNull, type RowRead, rowsOf, text } from '../readers.ts'
import { onSlot } from '../screen.ts'
import { deliveries, notices } from './table.ts'

const noticeRows = rowsOf({
  id: notices.id,
  topic: notices.topic,
  subjectKind: notices.subjectKind,
  subjectId: notices.subjectId,
  caseId: notices.caseId,
  caseReference: notices.caseReference,
  step: notices.step,
  detail: notices.detail,
  agencyName: orNull(text),
  dueAt: notices.dueAt,
  at: notices.at,
  readAt: notices.readAt,
})
const groupRows = rowsOf({ id: text, at: instant, lines: document(z.array(NoticeLine)) })
const alertRows = rowsOf({
  referralId: text,
  caseReference: orNull(text),
  acknowledged: flag,
  from: document(AgencyLabel),
  sentAt: instant,
  dueAt: orNull(instant),
})
const deliveryRows = rowsOf({
  id: deliveries.id,
  channel: deliveries.channel,
  topic: deliveries.topic,
  tries: number,
  at: deliveries.at,
  error: orNull(text),
  state: oneOf(DeliveryState.options),
})
const pulseRows = rowsOf({ personId: orNull(text), unread: orNull(number) })

interface Page<T> {
  items: T[]
  nextCursor: string | null
}

/** Lists the notifications of this person, newest first. @throws Problem bad-request */
export const listNotices = async (db: Db, who: RequestContext, query: NoticeQuery): Promise<Page<Notice>> => {
  const [at, id] = cursorOf(query.cursor)
  const { rows } = await read(db, who, (sql) => [
    noticeRows(sql`
      select n.id, n.topic, n.subject_kind as "subjectKind", n.subject_id as "subjectId",
          case when n.subject_kind not in ('referral', 'case', 'agency') and authz.in_case(n.case_id, 'C0') then n.case_id end as "caseId",
          n.case_reference as "caseReference", n.step, n.detail,
          a.label as "agencyName", n.due_at as "dueAt", n.at, n.read_at as "readAt"
        from app.notices n left join app.agencies a on a.id = n.agency_id
       where n.person_id = (select person_id from authz.me)
         and (${at}::timestamptz is null or (n.at, n.id) < (${at}::timestamptz, ${id}::uuid))
         and (not ${query.unread ?? false} or n.read_at is null)
       order by n.at desc, n.id desc limit ${query.limit + 1}`),
  ])
  return pageFrom(rows[0], query.limit, (notice) => [notice.at, notice.id])
}

/** Lists the notifications of this person by case, the newest group first. @throws Problem bad-request */
export const listNoticeGroups = async (
  db: Db,
  who: RequestContext,
  query: NoticeGroupQuery,
): Promise<Page<NoticeGroup>> => {
  const [at, id] = cursorOf(query.cursor)
  const { rows } = await read(db, who, (sql) => [
    groupRows(sql`
      select group_id as id, latest as at, lines::text from app.own_notice_groups(${at}::timestamptz, ${id}::uuid, ${query.limit + 1})`),
  ])
  const page = pageFrom(rows[0], query.limit, (group) => [group.at, group.id])
  return { ...page, items: page.items.map(groupOf) }
}

const groupOf = ({ id, at, lines }: RowRead<typeof groupRows>): NoticeGroup => ({
  id,
  at,
  caseReference: lines[0]?.caseReference ?? null,
  open: lines.some(({ open }) => open),
  lines,
})

/** The time for which unanswered referrals for tonight are shown; afterwards they are shown like other late work. */
const alertFor = '24 hours'

/** Lists referrals for tonight that still wait for an answer, for staff who may answer them. */
export const listTonightAlerts = async (db: Db, who: RequestContext): Promise<{ items: TonightAlert[] }> => {
  const { actor, rows } = await read(db, who, (sql) => [
    alertRows(sql`
      select r.id as "referralId", r.case_reference as "caseReference", r.status = 'received' as acknowledged,
          json_build_object('id', a.id, 'name', a.label, 'sector', a.sector) as "from", r.sent_at as "sentAt",
          (select min(d.due_at) from app.deadlines d where d.subject_id = r.id and d.key = 'referral.answer' and d.closed_at is null) as "dueAt"
        from app.referrals r join app.agencies a on a.id = r.from_agency_id
       where r.to_agency_id = (select working_agency from authz.me) and r.urgency = 'tonight' and r.status in ('sent', 'received')
         and r.sent_at > app.now() - ${alertFor}::interval
       order by r.sent_at desc limit 5`),
  ])
  return { items: coordinators.some((role) => role === actor.function) ? [...rows[0]] : [] }
}

/** Lists outbound messages, newest first, for administrators. @throws Problem not-allowed, bad-request */
export const listDeliveries = async (db: Db, who: RequestContext, query: DeliveryQuery): Promise<Page<Delivery>> => {
  const [at, id] = cursorOf(query.cursor)
  const { actor, rows } = await read(db, who, (sql) => [
    deliveryRows(sql`
      select * from (
        select d.id, d.channel, d.topic, coalesce(l.tries, 0) as tries, d.at, l.error,
            case when d.dropped_at is not null then 'not-needed' else coalesce(l.state, 'waiting') end as state
          from app.deliveries d left join app.outbound_messages l on l.id = d.outbound_message_id
         where ${at}::timestamptz is null or (d.at, d.id) < (${at}::timestamptz, ${id}::uuid)
        union all
        select l.id, l.channel, 'account.' || l.kind, l.tries, l.at, l.error, case when l.tries = 0 then 'waiting' else l.state end
          from app.outbound_messages l
         where l.kind <> 'notices' and (${at}::timestamptz is null or (l.at, l.id) < (${at}::timestamptz, ${id}::uuid))
      ) d where ${query.state ?? null}::text is null or d.state = ${query.state ?? null}
       order by d.at desc, d.id desc limit ${query.limit + 1}`),
  ])
  if (actor.function !== 'administrator') throw new Problem('not-allowed')
  return pageFrom(rows[0], query.limit, (delivery) => [delivery.at, delivery.id])
}

/**
 * Returns the person of a session that is still valid, and the number of the person's unread groups. Only for the
 * repeated check of a live stream: the access log already has the opening of the stream and gets no further line.
 * @throws Problem not-signed-in after the session has ended
 */
export const pulse = async (db: Db, secret: Uint8Array): Promise<{ personId: string; unread: number }> => {
  const [row] = await onSlot(db, (sql) =>
    pulseRows(sql`
      select person_id as "personId", unread from app.pulse(${Buffer.from(secret)})`),
  )
  if (!row || row.personId === null) throw new Problem('not-signed-in')
  return { personId: row.personId, unread: row.unread ?? 0 }
}

import { functions } from '@palermo/shared/actor.ts'
import { caseWorkflow } from '@palermo/shared/cases/record.ts'
import { onlyAskOfRemoval, removalActs, removalEffect } from '@palermo/shared/cases/removal.ts'
import { isShort } from '@palermo/shared/deadlines/alarms.ts'
import { Nature } from '@palermo/shared/deadlines/contract.ts'
import { kindOf, topicOf } from '@palermo/shared/notice-facts.ts'
import { isWanted, outwardChannels } from '@palermo/shared/notices/choices.ts'
import { QuietHours } from '@palermo/shared/notices/contract.ts'
import { firstDigestAt } from '@palermo/shared/notices/hours.ts'
import { leavings } from '@palermo/shared/notices/leaving.ts'
import { interrupts, presses } from '@palermo/shared/notices/policy.ts'
import { type Address, type Recipient, recipientsOf } from '@palermo/shared/notices/recipients.ts'
import { v7 } from 'uuid'
import { z } from 'zod'
import { type Db, type Tx, write } from '../actor.ts'
import { asJson } from '../json.ts'
import type { Message } from '../outbox.ts'
import { document, flag, instant, oneOf, orNull, type RowRead, rowsOf, someOf, text, texts } from '../readers.ts'
import { tonightColleagues } from '../referrals/tonight-colleagues.ts'
import { wake } from '../wake.ts'
import { notices } from './table.ts'
import { planWebhooks } from './webhook-messages.ts'

const clockRows = rowsOf({
  id: text,
  subjectId: text,
  isOpen: flag,
  key: text,
  owesAgencyId: text,
  owesPersonId: orNull(text),
  nature: oneOf(Nature.options),
  effect: orNull(text),
  startedAt: instant,
  dueAt: instant,
})
type Clock = RowRead<typeof clockRows>
const addressRows = rowsOf({ agencyId: text, personId: orNull(text), namesAgencyId: orNull(text) })
const askingRows = rowsOf({ id: text })
const deputyRows = rowsOf({ person: text, deputy: text })
const keptRows = rowsOf({ notice: notices.id, person: notices.personId })

const readerRows = rowsOf({
  id: text,
  agencyId: text,
  function: oneOf(functions),
  zone: text,
  ways: someOf(outwardChannels),
  digestAt: text,
  quiet: orNull(document(QuietHours)),
  /** The cases from which the reader is barred. */
  barred: texts,
  choices: document(z.record(z.string(), z.boolean())),
})
type Reader = RowRead<typeof readerRows>

/** A row of the outbox whose notifications are not written yet. */
interface Row {
  id: string
  name: string
  payload: Message
}

/** A row of the outbox with its deadlines and its recipients. */
interface Said extends Row {
  clocks: Clock[]
  to: Address[]
}

/**
 * Writes all notifications of some outbox rows in one transaction: what each recipient sees in the app, and which
 * messages are sent by which channel at what time. Repeated, concurrent or late calls have the effect of one call,
 * because the rows are locked and marked as done together with their effect. Only C0 is read. A row that fails does not
 * stop the other rows.
 * @returns whether a message should be sent at once
 * @throws the first error, after all other rows are done
 */
export const tell = async (db: Db, outboxIds: readonly string[]): Promise<boolean> => {
  try {
    return await tellTogether(db, outboxIds)
  } catch (error) {
    if (outboxIds.length === 1) throw error
  }
  const outcomes: PromiseSettledResult<boolean>[] = []
  for (const id of outboxIds) outcomes.push(...(await Promise.allSettled([tellTogether(db, [id])])))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
  return outcomes.some((outcome) => outcome.status === 'fulfilled' && outcome.value)
}

const tellTogether = async (db: Db, outboxIds: readonly string[]): Promise<boolean> => {
  const told = await write(db, { kind: 'notice.told', request: `outbox-${outboxIds[0]}` }, async (tx) => {
    const rows = await tx.sql<Row[]>`
      select id::text, name, payload from app.outbox where id = any (${outboxIds}::text[]::bigint[]) and done_at is null order by id for update`
    if (rows.length === 0) return { people: [], urgent: false }
    const said = await whatIsSaid(tx, rows)
    const effect = await writePlans(tx, plansOf(tx, said, await readersOf(tx, said), await deputiesOf(tx, said)))
    const webhooks = await planWebhooks(
      tx,
      said.map((message) => ({ ...message, pressing: message.clocks.some(presses) })),
    )
    await tx.sql`update app.outbox set done_at = clock_timestamp() where id = any (${rows.map(({ id }) => id)}::text[]::bigint[])`
    const colleagues = await tonightColleagues(
      tx,
      said.map(({ payload }) => payload),
    )
    return { people: new Set([...effect.people, ...colleagues]), urgent: effect.urgent || webhooks }
  })
  for (const person of told.people) wake(db, 'notified', person)
  return told.urgent
}

type Told = Recipient & { person: Reader }

/**
 * Adds deadlines and recipients to the rows. Rows about a deadline that was closed since are left out, because they
 * need no notification.
 */
const whatIsSaid = async (tx: Tx, rows: readonly Row[]): Promise<Said[]> => {
  const [clocks, to, asking] = await Promise.all([
    clocksOf(tx, rows),
    Promise.all(rows.map((row) => addressesOf(tx, row))),
    agenciesThatOnlyAsk(tx),
  ])
  return rows.flatMap((row, place) => {
    const { subjectId, deadlineId, ended = false } = row.payload
    const mine = (clocks.get(subjectId) ?? []).filter(
      ({ id, isOpen }) => (isOpen || ended) && (deadlineId === undefined || id === deadlineId),
    )
    const addresses = to[place] ?? []
    const told = tellsOfRemoval(row, mine)
      ? addresses.filter(({ agencyId }) => agencyId === null || !asking.has(agencyId))
      : addresses
    return deadlineId !== undefined && mine.length === 0 ? [] : [{ ...row, clocks: mine, to: told }]
  })
}

/** Whether a notification of the row would reveal that a period without removal begins, ends, or is about to end. */
const tellsOfRemoval = ({ name, payload }: Row, clocks: readonly Clock[]) =>
  removalActs.some((action) => name === `case.${action}`) ||
  (payload.deadlineId !== undefined && clocks.some(({ effect }) => effect === removalEffect))

const agenciesThatOnlyAsk = async (tx: Tx): Promise<Set<string>> => {
  const rows = await askingRows(tx.sql`
    select id from app.agencies where sector = any (${[...onlyAskOfRemoval]}::text[])`)
  return new Set(rows.map(({ id }) => id))
}

/**
 * Returns the deadlines of each record, soonest first: for an alarm the deadline that is announced, for an action all
 * running deadlines.
 */
const clocksOf = async (tx: Tx, rows: readonly Row[]): Promise<Map<string, Clock[]>> => {
  const subjects = [...new Set(rows.map(({ payload }) => payload.subjectId))]
  const clocks = await clockRows(tx.sql`
    select id, subject_id as "subjectId", key, owes_agency_id as "owesAgencyId", owes_person_id as "owesPersonId",
        applied_rule->>'nature' as nature, applied_rule->>'effect' as effect, started_at as "startedAt", due_at as "dueAt", closed_at is null as "isOpen"
      from app.deadlines where subject_id = any (${subjects}::text[]::uuid[]) order by due_at`)
  const bySubject = new Map<string, Clock[]>()
  for (const clock of clocks) bySubject.set(clock.subjectId, [...(bySubject.get(clock.subjectId) ?? []), clock])
  return bySubject
}

/**
 * Returns the recipients of a row. `member` of a case stands for every agency on its team, or for the persons assigned
 * there. The acting agency is named to the lead, and to all recipients if it is the lead: only readers of a compartment
 * may know that another agency is on the case, and a notification must not reveal it.
 */
const addressesOf = async (tx: Tx, { name, payload }: Row): Promise<Address[]> => {
  const action = Object.entries(caseWorkflow.actions).find(([act]) => name === `case.${act}`)?.[1]
  if (!action?.notifies?.some((relation) => relation === 'member')) return payload.to
  return addressRows(tx.sql`
    select distinct m.agency_id as "agencyId", m.person_id as "personId",
        case when ${payload.fromAgencyId}::uuid in (c.lead_agency_id, m.agency_id) or c.lead_agency_id = m.agency_id
          then ${payload.fromAgencyId}::uuid end as "namesAgencyId"
      from app.case_members m join app.cases c on c.id = m.case_id
     where m.case_id = ${payload.subjectId} and m.compartment = 'C0' and m.until_at is null
       and (m.person_id is not null or not exists (select from app.case_members o where o.case_id = m.case_id
         and o.agency_id = m.agency_id and o.compartment = 'C0' and o.until_at is null and o.person_id is not null))`)
}

/** Returns all persons who may have to be notified of these rows. */
const readersOf = (tx: Tx, said: readonly Said[]): PromiseLike<Reader[]> => {
  const to = said.flatMap((message) => message.to)
  const agencies = [...new Set(to.flatMap(({ agencyId }) => (agencyId === null ? [] : [agencyId])))]
  const leads = to.some(({ role }) => role === 'lead')
  return readerRows(tx.sql`
    select p.id, p.agency_id as "agencyId", p.function, p.zone,
        array['email'] || case when p.phone is not null and exists (select from app.gateways where channel = 'sms') then array['sms'] else '{}' end
          || case when exists (select from app.push_subscriptions b where b.person_id = p.id) then array['push'] else '{}' end as ways,
        coalesce(s.digest_at, ${firstDigestAt}) as "digestAt",
        case when s.quiet_from is not null then jsonb_build_object('from', s.quiet_from, 'until', s.quiet_until) end as quiet,
        array(select b.case_id from app.case_bars b where b.person_id = p.id) as barred,
        coalesce((select jsonb_object_agg(c.kind || ' ' || c.channel, c.wanted) from app.notice_choices c where c.person_id = p.id), '{}') as choices
      from app.people p left join app.notice_settings s on s.person_id = p.id
     where p.disabled_at is null and (p.agency_id = any (${agencies}::text[]::uuid[]) or (${leads} and p.function = 'lead'))`)
}

/** Returns the deputy of each absent person among the possible recipients. */
const deputiesOf = async (tx: Tx, said: readonly Said[]): Promise<Map<string, string>> => {
  const people = said.flatMap(({ to }) => to.flatMap(({ personId }) => (personId === null ? [] : [personId])))
  if (people.length === 0) return new Map()
  const rows = await deputyRows(tx.sql`
    select person_id as person, deputy_id as deputy from app.absences
     where person_id = any (${people}::text[]::uuid[]) and ended_at is null and from_at <= app.now() and until_at > app.now()`)
  return new Map(rows.map(({ person, deputy }) => [person, deputy]))
}

type Plan = ReturnType<typeof plansOf>[number]

const writePlans = async (tx: Tx, plans: readonly Plan[]): Promise<{ people: string[]; urgent: boolean }> => {
  if (plans.length === 0) return { people: [], urgent: false }
  const leaving = plans.flatMap(({ notice, person, topic, leaves }) =>
    leaves.map((way) => ({ id: v7(), notice, person, topic, ...way })),
  )
  const { sql } = tx
  const kept = await keptRows(sql`
    with plans as (
      select * from jsonb_to_recordset(${sql.json(asJson(plans))}) as p(notice uuid, outbox bigint, person uuid, topic text,
        "subjectKind" text, "subjectId" uuid, "caseId" uuid, "caseReference" text, agency uuid, step text, due timestamptz, at timestamptz, muted boolean)
       -- That an agency is late is told again only once it was read, or after a day where it is never read.
       where p."subjectKind" <> 'agency' or not exists (select from app.notices n where n.person_id = p.person
         and n.topic = p.topic and n.subject_id = p."subjectId"
         and (n.read_at is null or (n.muted and n.at > ${tx.now}::timestamptz - interval '1 day')))
    ), told as (
      insert into app.notices (id, outbox_id, person_id, topic, subject_kind, subject_id, case_id, case_reference, step, agency_id, due_at, at,
          muted, read_at)
        select notice, outbox, person, topic, "subjectKind", "subjectId", "caseId", "caseReference", step, agency, due, at, muted,
          case when muted then at end
          from plans
      on conflict do nothing returning id, person_id
    ), planned as (
      insert into app.deliveries (id, notice_id, person_id, channel, topic, manner, due_at)
        select l.id, l.notice, l.person, l.channel, l.topic, l.manner, l.at
          from jsonb_to_recordset(${sql.json(asJson(leaving))}) as l(id uuid, notice uuid, person uuid, channel text, topic text,
            manner text, at timestamptz) join told t on t.id = l.notice)
    select id as notice, person_id as person from told`)
  const notices = new Set(kept.map(({ notice }) => notice))
  return {
    people: [...new Set(kept.map(({ person }) => person))],
    urgent: leaving.some(({ at, notice }) => at === tx.now && notices.has(notice)),
  }
}

/**
 * Returns for each row and recipient: the notification, whether the app alerts, and by which channels at what time
 * messages are sent.
 */
const plansOf = (tx: Tx, said: readonly Said[], readers: readonly Reader[], deputies: ReadonlyMap<string, string>) => {
  const seen = new Set<string>()
  return said.flatMap((message) => {
    const { payload } = message
    const { caseId } = payload
    const may = caseId === null ? readers : readers.filter(({ barred }) => !barred.includes(caseId))
    const told = recipientsOf(message.to, may, payload.actorId, deputies) as Told[]
    return told.flatMap((recipient) => {
      const plan = planOf(tx, message, recipient)
      const once = `${plan.person} ${plan.topic} ${plan.subjectId}`
      if (payload.subjectKind === 'agency' && seen.has(once)) return []
      seen.add(once)
      return [plan]
    })
  })
}

const planOf = (tx: Tx, { id, name, payload, clocks }: Said, { person, address, inPerson }: Told) => {
  const { subjectKind, subjectId, caseId, caseReference, at } = payload
  const ownAct = payload.deadlineId === undefined && payload.urgent === undefined
  const next = clocks.find(
    ({ owesAgencyId, owesPersonId }) =>
      !ownAct || (owesAgencyId === person.agencyId && (owesPersonId === null || owesPersonId === person.id)),
  )
  const topic = address.topic ?? topicOf(name)
  const kind = kindOf(topic, clocks.some(presses))
  const atOnce = payload.urgent ?? interrupts({ inPerson, ownAct, clocks })
  const isShortOne = payload.short ?? clocks.some(isShort)
  return {
    notice: v7(),
    outbox: id,
    person: person.id,
    topic,
    subjectKind,
    subjectId,
    caseId,
    caseReference,
    agency: address.namesAgencyId === undefined ? payload.fromAgencyId : address.namesAgencyId,
    step: next?.key ?? null,
    due: next?.dueAt ?? null,
    at,
    muted: !isWanted(person.choices, kind, 'in-app'),
    leaves: leavings(person, { kind, interrupts: atOnce, isShort: isShortOne, now: tx.now }),
  }
}

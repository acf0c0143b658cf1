import { caseWorkflow } from '@palermo/shared/cases/workflow.ts'
import { isShort } from '@palermo/shared/deadlines/alarms.ts'
import type { Nature } from '@palermo/shared/deadlines/contract.ts'
import { isWanted, kindOf } from '@palermo/shared/notices/choices.ts'
import { firstDigestAt } from '@palermo/shared/notices/hours.ts'
import { leavings, type Wishes } from '@palermo/shared/notices/leaving.ts'
import { interrupts, presses } from '@palermo/shared/notices/policy.ts'
import { type Address, type Colleague, type Recipient, recipientsOf } from '@palermo/shared/notices/recipients.ts'
import { topicOf } from '@palermo/shared/notices/topics.ts'
import { v7 } from 'uuid'
import { asJob, type Db, type Tx } from '../actor.ts'
import type { Message } from '../outbox.ts'
import { wake } from '../wake.ts'
import { planWebhooks } from './webhook-messages.ts'

interface Clock {
  key: string
  owesAgencyId: string
  owesPersonId: string | null
  nature: Nature
  startedAt: string
  dueAt: string
}

interface Reader extends Colleague, Wishes {}

/**
 * The whole effect of one message, in one transaction: who is told what in the app, and what leaves by which way when.
 * Done twice, at once or a day late, it is done once: the row is held while it is told, and marked with its effect.
 * Reads the shell alone, nothing behind a wall.
 * @returns whether something should leave at once
 */
export const tell = async (db: Db, outboxId: string): Promise<boolean> => {
  const told = await asJob(db, { kind: 'notice.told', request: `outbox-${outboxId}` }, async (tx) => {
    const [row] = await tx.sql<{ name: string; payload: Message }[]>`
      select name, payload from app.outbox where id = ${outboxId}::bigint and done_at is null for update`
    if (!row) return { people: [], urgent: false }
    const [clocks, to] = await Promise.all([clocksOf(tx, row.payload), addressesOf(tx, row.name, row.payload)])
    // A clock that was closed meanwhile has nothing more to say.
    const silent = row.payload.deadlineId !== undefined && clocks.length === 0
    const recipients = silent ? [] : recipientsOf(to, await readersOf(tx, row.payload, to), row.payload.actorId)
    const effect = await write(tx, outboxId, row, recipients as Told[], clocks)
    const webhooks = !silent && (await planWebhooks(tx, outboxId, { ...row, pressing: clocks.some(presses) }, to))
    await tx.sql`update app.outbox set done_at = clock_timestamp() where id = ${outboxId}::bigint`
    return { ...effect, urgent: effect.urgent || webhooks }
  })
  for (const person of told.people) wake(db, 'told', person)
  return told.urgent
}

type Told = Recipient & { person: Reader }

/** The clock that speaks; or, where somebody acted, what runs on the thing acted on, soonest first. */
const clocksOf = (tx: Tx, { subjectId, deadlineId, ended = false }: Message): PromiseLike<Clock[]> =>
  tx.sql<Clock[]>`
    select key, owes_agency_id as "owesAgencyId", owes_person_id as "owesPersonId", ruling->>'nature' as nature,
        started_at as "startedAt", due_at as "dueAt"
      from app.deadlines
     where subject_id = ${subjectId} and (closed_at is null or ${ended}) and (${deadlineId ?? null}::uuid is null or id = ${deadlineId ?? null}::uuid)
     order by due_at`

/** `member` of a case is every agency on its team, its people where some are assigned. */
const addressesOf = async (tx: Tx, name: string, message: Message): Promise<Address[]> => {
  const action = Object.entries(caseWorkflow.actions).find(([act]) => name === `case.${act}`)?.[1]
  if (!action?.tells?.some((relation) => relation === 'member')) return message.to
  return tx.sql<Address[]>`
    select distinct m.agency_id as "agencyId", m.person_id as "personId" from app.case_members m
     where m.case_id = ${message.subjectId} and m.compartment = 'C0' and m.until_at is null
       and (m.person_id is not null or not exists (select from app.case_members o where o.case_id = m.case_id
         and o.agency_id = m.agency_id and o.compartment = 'C0' and o.until_at is null and o.person_id is not null))`
}

const readersOf = (tx: Tx, { caseId }: Message, to: readonly Address[]): PromiseLike<Reader[]> => {
  const agencies = [...new Set(to.flatMap(({ agencyId }) => (agencyId === null ? [] : [agencyId])))]
  const leads = to.some(({ role }) => role === 'lead')
  return tx.sql<Reader[]>`
    select p.id, p.agency_id as "agencyId", p.function, p.zone, coalesce(s.digest_at, ${firstDigestAt}) as "digestAt",
        case when s.quiet_from is not null then jsonb_build_object('from', s.quiet_from, 'until', s.quiet_until) end as quiet,
        coalesce((select jsonb_object_agg(c.kind || ' ' || c.channel, c.wanted) from app.notice_choices c where c.person_id = p.id), '{}') as choices
      from app.people p left join app.notice_settings s on s.person_id = p.id
     where p.disabled_at is null and (p.agency_id = any (${agencies}::text[]::uuid[]) or (${leads} and p.function = 'lead'))
       and not exists (select from app.case_bars b where b.person_id = p.id and b.case_id = ${caseId}::uuid)`
}

const write = async (
  tx: Tx,
  outboxId: string,
  { name, payload }: { name: string; payload: Message },
  recipients: readonly Told[],
  clocks: readonly Clock[],
): Promise<{ people: string[]; urgent: boolean }> => {
  if (recipients.length === 0) return { people: [], urgent: false }
  const plans = plansOf(tx, { name, payload }, recipients, clocks)
  const leaving = plans.flatMap(({ notice, person, topic, leaves }) =>
    leaves.map((way) => ({ id: v7(), notice, person, topic, ...way })),
  )
  const { sql } = tx
  const kept = await sql<{ person: string }[]>`
    with plans as (
      select * from jsonb_to_recordset(${sql.json(plans as never)}) as p(notice uuid, person uuid, topic text, agency uuid, step text,
        due timestamptz, muted boolean)
       -- That an agency is late is told again only once it was read, or after a day where it is never read.
       where ${payload.subjectKind} <> 'agency' or not exists (select from app.notices n where n.person_id = p.person
         and n.topic = p.topic and n.subject_id = ${payload.subjectId}::uuid
         and (n.read_at is null or (n.muted and n.at > ${tx.now}::timestamptz - interval '1 day')))
    ), told as (
      insert into app.notices (id, outbox_id, person_id, topic, subject_kind, subject_id, case_id, case_reference, step, agency_id, due_at, at,
          muted, read_at)
        select notice, ${outboxId}::bigint, person, topic, ${payload.subjectKind}, ${payload.subjectId}::uuid, ${payload.caseId}::uuid,
          ${payload.caseReference}::text, step, agency, due, ${payload.at}::timestamptz, muted, case when muted then ${payload.at}::timestamptz end
          from plans
      on conflict do nothing returning id, person_id
    ), planned as (
      insert into app.deliveries (id, notice_id, person_id, channel, topic, manner, due_at)
        select l.id, l.notice, l.person, l.channel, l.topic, l.manner, l.at
          from jsonb_to_recordset(${sql.json(leaving as never)}) as l(id uuid, notice uuid, person uuid, channel text, topic text,
            manner text, at timestamptz) join told t on t.id = l.notice)
    select person_id as person from told`
  const people = kept.map(({ person }) => person)
  const urgent = leaving.some(({ at, person }) => at === tx.now && people.includes(person))
  return { people, urgent }
}

/** For each reader the notice itself, whether it rings in the app, and how it leaves the house. */
const plansOf = (
  tx: Tx,
  { name, payload }: { name: string; payload: Message },
  recipients: readonly Told[],
  clocks: readonly Clock[],
) => {
  const ownAct = payload.deadlineId === undefined && payload.urgent === undefined
  const short = payload.short ?? clocks.some(isShort)
  return recipients.map(({ person, address, inPerson }) => {
    const next = clocks.find(
      ({ owesAgencyId, owesPersonId }) =>
        !ownAct || (owesAgencyId === person.agencyId && (owesPersonId === null || owesPersonId === person.id)),
    )
    const topic = address.topic ?? topicOf(name)
    const kind = kindOf(topic, clocks.some(presses))
    const atOnce = payload.urgent ?? interrupts({ inPerson, ownAct, clocks })
    return {
      notice: v7(),
      person: person.id,
      topic,
      agency: address.namesAgencyId === undefined ? payload.fromAgencyId : address.namesAgencyId,
      step: next?.key ?? null,
      due: next?.dueAt ?? null,
      muted: !isWanted(person.choices, kind, 'in-app'),
      leaves: leavings(person, { kind, interrupts: atOnce, isShort: short, now: tx.now }),
    }
  })
}

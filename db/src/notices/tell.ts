import { caseWorkflow } from '@palermo/shared/cases/workflow.ts'
import type { Nature } from '@palermo/shared/deadlines/contract.ts'
import { interrupts, nextDigest } from '@palermo/shared/notices/policy.ts'
import { type Address, type Colleague, type Recipient, recipientsOf } from '@palermo/shared/notices/recipients.ts'
import { topicOf } from '@palermo/shared/notices/topics.ts'
import { v7 } from 'uuid'
import { asJob, type Db, type Tx } from '../actor.ts'
import type { Message } from '../outbox.ts'
import { wake } from '../wake.ts'

interface Clock {
  key: string
  owesAgencyId: string
  owesPersonId: string | null
  nature: Nature
  startedAt: string
  dueAt: string
}

interface Reader extends Colleague {
  zone: string
}

/**
 * The whole effect of one message, in one transaction: who is told what in the app, and what leaves by e-mail when.
 * Done twice, at once or a day late, it is done once: the row is held while it is told, and marked with its effect.
 * Reads the shell alone, nothing behind a wall.
 * @returns whether a letter should leave at once
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
    await tx.sql`update app.outbox set done_at = clock_timestamp() where id = ${outboxId}::bigint`
    return effect
  })
  for (const person of told.people) wake(db, 'told', person)
  return told.urgent
}

type Told = Recipient & { person: Reader }

/** The clock that speaks; or, where somebody acted, what runs on the thing acted on, soonest first. */
const clocksOf = (tx: Tx, { subjectId, deadlineId }: Message): PromiseLike<Clock[]> =>
  tx.sql<Clock[]>`
    select key, owes_agency_id as "owesAgencyId", owes_person_id as "owesPersonId", ruling->>'nature' as nature,
        started_at as "startedAt", due_at as "dueAt"
      from app.deadlines
     where subject_id = ${subjectId} and closed_at is null and (${deadlineId ?? null}::uuid is null or id = ${deadlineId ?? null}::uuid)
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
    select p.id, p.agency_id as "agencyId", p.function, p.zone from app.people p
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
  const ownAct = payload.deadlineId === undefined && payload.urgent === undefined
  const plans = recipients.map(({ person, address, inPerson }) => {
    const next = clocks.find(
      ({ owesAgencyId, owesPersonId }) =>
        !ownAct || (owesAgencyId === person.agencyId && (owesPersonId === null || owesPersonId === person.id)),
    )
    const atOnce = payload.urgent ?? interrupts({ inPerson, ownAct, clocks })
    return {
      notice: v7(),
      delivery: v7(),
      person: person.id,
      topic: address.topic ?? topicOf(name),
      agency: address.namesAgencyId === undefined ? payload.fromAgencyId : address.namesAgencyId,
      step: next?.key ?? null,
      due: next?.dueAt ?? null,
      leaves: atOnce ? tx.now : nextDigest(tx.now, person.zone),
      atOnce,
    }
  })
  const kept = await tx.sql<{ person: string }[]>`
    with plans as (
      select * from jsonb_to_recordset(${tx.sql.json(plans as never)}) as p(notice uuid, delivery uuid, person uuid, topic text,
        agency uuid, step text, due timestamptz, leaves timestamptz)
       -- That an agency is late is told again only once it was read.
       where ${payload.subjectKind} <> 'agency' or not exists (select from app.notices n where n.person_id = p.person
         and n.topic = p.topic and n.subject_id = ${payload.subjectId}::uuid and n.read_at is null)
    ), told as (
      insert into app.notices (id, outbox_id, person_id, topic, subject_kind, subject_id, case_id, case_reference, step, agency_id, due_at, at)
        select notice, ${outboxId}::bigint, person, topic, ${payload.subjectKind}, ${payload.subjectId}::uuid, ${payload.caseId}::uuid,
          ${payload.caseReference}::text, step, agency, due, ${payload.at}::timestamptz from plans
      on conflict do nothing returning id
    ), planned as (
      insert into app.deliveries (id, notice_id, person_id, channel, topic, due_at)
        select p.delivery, p.notice, p.person, 'email', p.topic, p.leaves from plans p join told t on t.id = p.notice
      returning person_id)
    select person_id as person from planned`
  const people = kept.map(({ person }) => person)
  return { people, urgent: plans.some(({ atOnce, person }) => atOnce && people.includes(person)) }
}

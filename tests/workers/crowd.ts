import { foundTaskForce } from '@palermo/db/found.ts'
import type postgres from 'postgres'
import { v7 } from 'uuid'

/** Many people who each owe about the same number of deadlines, none of which has a due alarm yet. */
export interface Crowd {
  people: string[]
  clocks: string[]
}

/** Number of cases to which the deadlines of one person belong, so that notifications are grouped. */
export const casesPerPerson = 3

/**
 * Inserts the rows directly with triggers off, because the tests examine only the way from a deadline to a
 * notification.
 */
export const aCrowd = async (owner: postgres.Sql, size: { people: number; clocks: number }): Promise<Crowd> => {
  await foundTaskForce(owner, { name: 'Crowd', profile: 'int', zone: 'UTC', calendar: 'PH', demo: true })
  const agencies = Array.from({ length: Math.ceil(size.people / 5) }, () => v7())
  const people = Array.from({ length: size.people }, () => v7())
  const clocks = Array.from({ length: size.clocks }, () => v7())
  const agencyOf = (person: number) => agencies[Math.floor(person / 5)] ?? ''
  await owner.begin(async (tx) => {
    await tx`set local session_replication_role = 'replica'`
    await tx`
      insert into app.agencies (id, label, sector) select a.id, 'Agency ' || a.n, 'ngo'
        from unnest(${agencies}::uuid[]) with ordinality a(id, n)`
    await tx`
      insert into app.people (id, agency_id, name, email, function) select p.id, p.agency, 'Person', p.id || '@crowd.test', 'caseworker'
        from unnest(${people}::uuid[], ${people.map((_, n) => agencyOf(n))}::uuid[]) p(id, agency)`
    const owing = clocks.map((_, n) => n % size.people)
    const cases = clocks.map(() => v7())
    const caseOf = (n: number) =>
      cases[(n % size.people) + size.people * (Math.floor(n / size.people) % casesPerPerson)] ?? ''
    await tx`
      insert into app.deadlines (id, subject_kind, subject_id, case_id, key, owes_agency_id, owes_person_id, profile, profile_version, started_at, due_at, applied_rule)
        select c.id, 'referral', gen_random_uuid(), c.of_case, 'referral.answer', c.agency, c.person, 'int', '1', now(), now() + interval '1 day',
            '{"kind":"notAfter","nature":"ordinary","source":"crowd","mark":"design","verifiedOn":null}'
          from unnest(${clocks}::uuid[], ${owing.map((n) => people[n] ?? '')}::uuid[], ${owing.map(agencyOf)}::uuid[], ${clocks.map((_, n) => caseOf(n))}::uuid[]) c(id, person, agency, of_case)`
  })
  await owner`analyze`
  return { people, clocks }
}

/** Makes all deadlines due now. */
export const fallDue = (owner: postgres.Sql) => owner`
  with moment as (select app.now() as at)
  update app.deadlines d set due_at = m.at, next_alarm_at = m.at,
      alarms = jsonb_build_array(jsonb_build_object('at', to_char(m.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'kind', 'due', 'to', 'owes'))
    from moment m`

/** The number of notifications written. */
export const howManyReached = async (owner: postgres.Sql): Promise<number> => {
  const [row] = await owner<{ n: number }[]>`select count(*)::int as n from app.notices`
  return row?.n ?? 0
}

/**
 * Counts the notifications, the notifications written twice, the people who received one, and the outbox rows and
 * alarms that are not processed yet.
 */
export const whoHeard = async (
  owner: postgres.Sql,
): Promise<{ told: number; twice: number; people: number; open: number }> => {
  const [row] = await owner<{ told: number; twice: number; people: number; open: number }[]>`
    select (select count(*)::int from app.notices) as told, (select count(distinct person_id)::int from app.notices) as people,
        (select count(*)::int from (select from app.notices group by subject_id, person_id having count(*) > 1) t) as twice,
        (select count(*)::int from app.outbox where done_at is null) + (select count(*)::int from app.deadlines where next_alarm_at is not null) as open`
  return row ?? { told: 0, twice: 0, people: 0, open: 0 }
}

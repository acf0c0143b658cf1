import { randomBytes } from 'node:crypto'
import { foundTaskForce } from '@palermo/db/found.ts'
import { type Keyring, seal } from '@palermo/db/seal.ts'
import { shippedProfiles } from '@palermo/shared/deadlines/shipped.ts'
import type postgres from 'postgres'

export interface Size {
  referrals: number
  cases: number
  agencies: number
}

/** Ids are counted, so that the bench can name a row without asking: kind in the first block, number in the last. */
const idOf = (kind: string, n: string) => `('${kind}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
export const nth = (kind: keyof typeof kinds, n: number) =>
  `${kinds[kind]}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
export const kinds = {
  agency: '00000a01',
  person: '00000a02',
  case: '00000a03',
  referral: '00000a04',
  deadline: '00000a05',
  text: '00000a06',
} as const

export const peoplePerAgency = 5
const functions = "(array['caseworker','caseworker','officer','supervisor','head'])"

/**
 * Fills an empty migrated database as the door would have left it: referrals with events, clocks, desk and counters.
 * By SQL as the owner with triggers off, since the door would take hours; the proofs of desk and counters run on it too.
 */
export const load = async (owner: postgres.Sql, ring: Keyring, { referrals, cases, agencies }: Size): Promise<void> => {
  await foundTaskForce(owner, { name: 'Bench', profile: 'int', zone: 'Asia/Manila', calendar: 'PH', demo: true })
  const version = shippedProfiles().get('int')?.version ?? ''
  const people = agencies * peoplePerAgency
  const agency = (n: string) => idOf(kinds.agency, n)
  const person = (n: string) => idOf(kinds.person, n)
  // Mixed, so that every agency sends and receives every status.
  const receiver = `((n * 31 + n / ${agencies}) % ${agencies}) + 1`
  const sender = `((n * 31 + n / ${agencies} + 1 + n % ${agencies - 1}) % ${agencies}) + 1`
  await owner.begin(async (tx) => {
    const run = (text: string) => tx.unsafe(text)
    await run("set local session_replication_role = 'replica'")
    await run(`insert into app.agencies (id, label, sector, region, zone)
      select ${agency('n')}, 'Agency ' || n, (array['ngo','police','welfare','immigration','health'])[1 + n % 5], 'Region ' || n % 12, 'Asia/Manila' from generate_series(1, ${agencies}) n`)
    await run(`insert into app.people (id, agency_id, name, email, function, zone)
      select ${person('n')}, ${agency(`1 + (n - 1) / ${peoplePerAgency}`)}, 'Person ' || n, 'person' || n || '@bench.test', ${functions}[1 + (n - 1) % ${peoplePerAgency}], 'Asia/Manila' from generate_series(1, ${people}) n`)
    await run(`insert into app.cases (id, status, reference, profile, lead_agency_id, lead_person_id, child_procedure, age_band, urgency, opened_at, updated_at)
      select ${idOf(kinds.case, 'n')}, 'open', 'PH-' || lpad(upper(to_hex(n)), 8, '0') || 'X', 'int', ${agency(`(n % ${agencies}) + 1`)}, ${person(`(n % ${agencies}) * ${peoplePerAgency} + 1`)},
        n % 9 = 0, '21-29', 'soon', now() - (n % 500) * interval '1 day', now() - (n % 500) * interval '1 day' from generate_series(1, ${cases}) n`)
    await run(`insert into app.case_members (case_id, agency_id, person_id, compartment)
      select c.id, c.lead_agency_id, c.lead_person_id, w from app.cases c, unnest(array['C0','C1','C3']) w`)
    await run(`insert into app.referrals (id, version, status, kind, thread_id, case_id, case_reference, from_agency_id, from_person_id, to_agency_id, assignee_id,
        lead_agency_id, lead_person_id, urgency, age_band, needs, services, language, form_id, form_version, sent_at, acknowledged_at, accepted_at, ended_at, created_at, updated_at)
      select r.id, 3, r.status, 'service', r.id, c.id, c.reference, r.from_agency, r.from_person, r.to_agency,
        case when r.status in ('accepted', 'in-service', 'completed') then r.to_person end, c.lead_agency_id, c.lead_person_id,
        (array['tonight','within-24-hours','soon','routine'])[1 + n % 4], '21-29', '{bed,doctor}', '{shelter-emergency,medical}', 'en', 'intake-short', 1,
        r.at, r.at, case when r.status in ('accepted', 'in-service', 'completed') then r.at end, case when r.status in ('completed', 'declined', 'withdrawn') then r.at end, r.at, r.at
      from (select n, ${idOf(kinds.referral, 'n')} id, (array['sent','received','accepted','in-service','completed','completed','declined','sent','withdrawn','completed'])[1 + n % 10] status,
          ${agency(sender)} from_agency, ${person(`(${sender} - 1) * ${peoplePerAgency} + 1`)} from_person, ${agency(receiver)} to_agency, ${person(`(${receiver} - 1) * ${peoplePerAgency} + 1`)} to_person,
          now() - (n % 540) * interval '1 day' - (n % 86400) * interval '1 second' as at from generate_series(1, ${referrals}) n) r
      join app.cases c on c.id = ${idOf(kinds.case, `1 + (r.n % ${cases})`)}`)
    await run(`insert into app.events (subject_kind, subject_id, case_id, action, version, status, actor_id, agency_id, at)
      select 'referral', r.id, r.case_id, (array['create','send','acknowledge'])[v], v, (array['draft','sent',r.status])[v], r.from_person_id, r.from_agency_id, r.created_at from app.referrals r, generate_series(1, 3) v`)
    await run(`insert into app.deadlines (id, subject_kind, subject_id, case_id, key, owes_agency_id, owes_person_id, owed_agency_id, owed_person_id, profile, profile_version, started_at, due_at, ruling, alarms)
      select gen_random_uuid(), 'referral', r.id, r.case_id, k.key, r.to_agency_id, r.assignee_id, r.from_agency_id, r.from_person_id, 'int', '${version}', r.sent_at,
        now() + ((hashtext(r.id::text) % 400) / 10.0) * interval '1 day' + k.later, '{"kind":"notAfter","nature":"ordinary","source":"bench","mark":"design","verifiedOn":null}', '[]'
      from app.referrals r join (values ('sent', 'referral.acknowledge', interval '0'), ('sent', 'referral.answer', interval '2 days'), ('received', 'referral.answer', interval '0'),
        ('accepted', 'referral.first-contact', interval '0'), ('in-service', 'referral.service-review', interval '0')) k(status, key, later) on k.status = r.status`)
    await run(`insert into app.desk (agency_id, assignee_id, side, subject_kind, subject_id, case_id, case_reference, kind, status, priority, due_at, counterparty_agency_id, opened_at)
      select x.* from (select distinct on (d.subject_id) d.* from app.deadlines d order by d.subject_id, d.due_at) d join app.referrals r on r.id = d.subject_id
      cross join lateral (values (d.owes_agency_id, d.owes_person_id, 'owes', 'referral', r.id, r.case_id, r.case_reference, d.key, r.status, r.urgency, d.due_at, d.owed_agency_id, d.started_at),
        (d.owed_agency_id, d.owed_person_id, 'is-owed', 'referral', r.id, r.case_id, r.case_reference, d.key, r.status, r.urgency, d.due_at, d.owes_agency_id, d.started_at)) x`)
    await run(`insert into app.counters (agency_id, assignee_id, side, kind, status, due_on, slot, n)
      select agency_id, coalesce(assignee_id, '00000000-0000-0000-0000-000000000000'), side, kind, status, (due_at at time zone 'UTC')::date, 0, count(*) from app.desk group by 1, 2, 3, 4, 5, 6`)
  })
  await loadTexts(owner, ring, referrals)
  await owner`vacuum analyze`
}

/** Every referral's answers, sealed as the product seals them. */
const loadTexts = async (owner: postgres.Sql, ring: Keyring, referrals: number) => {
  const batch = 5_000
  for (let from = 1; from <= referrals; from += batch) {
    const numbers = Array.from({ length: Math.min(batch, referrals - from + 1) }, (_, i) => from + i)
    const sealed = numbers.map((n) =>
      seal(
        ring,
        { table: 'texts_c1', field: 'question', id: nth('text', n), compartment: 'C1' },
        `Which language does the person speak, number ${n}?`,
      ).toString('hex'),
    )
    await owner`insert into app.texts_c1 (id, case_id, owner_agency_id, author_id, subject_kind, subject_id, field, between_parties, sealed)
      select t.id::uuid, r.case_id, r.to_agency_id, r.from_person_id, 'referral', r.id, 'question', true, decode(t.sealed, 'hex')
        from unnest(${numbers.map((n) => nth('text', n))}::text[], ${numbers.map((n) => nth('referral', n))}::text[], ${sealed}::text[]) t(id, referral, sealed)
        join app.referrals r on r.id = t.referral::uuid`
  }
}

/** A session for each of these people, opened as the sign-in opens it. */
export const openSessions = async (owner: postgres.Sql, people: readonly number[]): Promise<Map<number, Buffer>> => {
  const secrets = new Map(people.map((n) => [n, randomBytes(32)]))
  for (const [n, secret] of secrets) {
    await owner`select authz.open_session(gen_random_uuid(), ${nth('person', n)}, ${secret}, ${randomBytes(32)}, 'bench', '10 hours')`
  }
  return secrets
}

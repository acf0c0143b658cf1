import { caseReference } from '@palermo/shared/cases/reference.ts'
import { exploitationForms } from '@palermo/shared/codes/exploitation-forms.ts'
import type { Fragment, TransactionSql } from 'postgres'
import {
  beforeNumber,
  functionsOfAgency,
  type LoadedKind,
  nth,
  peoplePerAgency,
  type Size,
  statusesByDigit,
} from './numbering.ts'

// PostgreSQL generates the loaded rows from numbers, as `transition` would have written them: each record with its
// events, deadlines and work items.

/** The numbers of the first and the last row that one statement makes. */
export interface Range {
  from: number
  to: number
}

export interface Setting {
  tx: TransactionSql
  size: Size
  profile: { code: string; version: string }
  zone: string
}

const idOf = (tx: TransactionSql, kind: LoadedKind, n: Fragment) =>
  tx`(${beforeNumber(kind)}::text || lpad(to_hex(${n}), 12, '0'))::uuid`
const firstOf = (tx: TransactionSql, agency: Fragment) =>
  idOf(tx, 'person', tx`((${agency}) - 1) * ${peoplePerAgency}::int + 1`)
const within = (kind: LoadedKind, { from, to }: Range) => [nth(kind, from), nth(kind, to)] as const
const appliedRule = { kind: 'notAfter', nature: 'ordinary', source: 'load', mark: 'design', verifiedOn: null }

export const makeAgencies = async ({ tx, size, zone }: Setting): Promise<void> => {
  const sectors = ['ngo', 'police', 'welfare', 'immigration', 'health']
  await tx`
    insert into app.agencies (id, label, sector, region, zone)
    select ${idOf(tx, 'agency', tx`n`)}, 'Agency ' || n, (${sectors}::text[])[1 + n % 5], 'Region ' || n % 12, ${zone}
      from generate_series(1, ${size.agencies}::int) n`
  await tx`
    insert into app.people (id, agency_id, name, email, function, zone)
    select ${idOf(tx, 'person', tx`n`)}, ${idOf(tx, 'agency', tx`1 + (n - 1) / ${peoplePerAgency}::int`)}, 'Person ' || n,
        'person' || n || '@load.test', (${[...functionsOfAgency]}::text[])[1 + (n - 1) % ${peoplePerAgency}::int], ${zone}
      from generate_series(1, ${size.agencies * peoplePerAgency}::int) n`
}

/** Inserts cases, each with its first event, its team, and the review that its lead owes. */
export const makeCases = async ({ tx, size, profile }: Setting, range: Range): Promise<void> => {
  const [first, last] = within('case', range)
  const lead = tx`(n % ${size.agencies}::int) + 1`
  await tx`
    insert into app.cases (id, status, reference, profile, lead_agency_id, lead_person_id, child_procedure, age_band, urgency, opened_at, updated_at)
    select ${idOf(tx, 'case', tx`n`)}, 'open', r.reference, ${profile.code}, ${idOf(tx, 'agency', lead)}, ${firstOf(tx, lead)}, n % 9 = 0, '21-29', 'soon', at, at
      from (select n, now() - (n % 500) * interval '1 day' as at from generate_series(${range.from}::int, ${range.to}::int) n) c
      join unnest(${referencesOf(range)}::text[]) with ordinality r(reference, place) on r.place = n - ${range.from - 1}::int`
  await tx`
    insert into app.case_members (case_id, agency_id, person_id, compartment)
    select c.id, c.lead_agency_id, c.lead_person_id, w from app.cases c, unnest(array['C0','C1','C3']) w where c.id between ${first} and ${last}`
  await tx`
    insert into app.case_exploitations (id, case_id, form, basis, agency_id, person_id, at)
    select gen_random_uuid(), c.id, (${[...exploitationForms]}::text[])[1 + abs(hashtext(c.id::text)) % ${exploitationForms.length}::int], 'suspected',
        c.lead_agency_id, c.lead_person_id, c.opened_at
      from app.cases c where c.id between ${first} and ${last} and abs(hashtext(c.id::text)) % 4 > 0`
  await tx`
    insert into app.events (subject_kind, subject_id, case_id, action, version, status, actor_id, agency_id, at)
    select 'case', c.id, c.id, 'create', 1, 'open', c.lead_person_id, c.lead_agency_id, c.opened_at from app.cases c
     where c.id between ${first} and ${last}`
  await tx`
    insert into app.deadlines (id, subject_kind, subject_id, case_id, key, owes_agency_id, owes_person_id, profile, profile_version, started_at, due_at, applied_rule)
    select gen_random_uuid(), 'case', c.id, c.id, 'case.review', c.lead_agency_id, c.lead_person_id, ${profile.code}, ${profile.version}, c.opened_at,
        now() + ((hashtext(c.id::text) % 300 + 300) / 10.0) * interval '1 day', ${tx.json(appliedRule)}
      from app.cases c where c.id between ${first} and ${last}`
  await tx`
    insert into app.work_items (agency_id, assignee_id, side, subject_kind, subject_id, case_id, case_reference, kind, status, priority, due_at, opened_at)
    select d.owes_agency_id, d.owes_person_id, 'owes', 'case', c.id, c.id, c.reference, d.key, c.status, c.urgency, d.due_at, d.started_at
      from app.cases c join app.deadlines d on d.subject_id = c.id where c.id between ${first} and ${last}`
}

/** Returns valid case references, spread over all possible references like real ones. */
const referencesOf = ({ from, to }: Range): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => {
    // Multiplies by a number without a common divisor with 36, modulo the number of texts of eight characters, so that
    // no two references are the same.
    let rest = (BigInt(from + i) * 0x9e3779b97f7n) % 36n ** 8n
    const bytes = new Uint8Array(8)
    for (let place = 7; place >= 0; place--) {
      bytes[place] = Number(rest % 36n)
      rest /= 36n
    }
    return caseReference(bytes)
  })

/** Inserts referrals of every status, each with three events and the deadlines that run in its status. */
export const makeReferrals = async ({ tx, size, profile }: Setting, range: Range): Promise<void> => {
  const [first, last] = within('referral', range)
  const { agencies } = size
  const urgencies = ['tonight', 'within-24-hours', 'soon', 'routine']
  await tx`
    insert into app.referrals (id, version, status, kind, thread_id, case_id, case_reference, from_agency_id, from_person_id, to_agency_id, assignee_id,
        lead_agency_id, lead_person_id, urgency, age_band, needs, services, language, form_id, form_version, sent_at, acknowledged_at, accepted_at,
        started_at, ended_at, created_at, updated_at, purpose, legal_basis)
    select r.id, 3, r.status, 'service', r.id, c.id, c.reference, ${idOf(tx, 'agency', tx`r.sender`)}, ${firstOf(tx, tx`r.sender`)}, ${idOf(tx, 'agency', tx`r.receiver`)},
        case when r.accepted then ${firstOf(tx, tx`r.receiver`)} end, c.lead_agency_id, c.lead_person_id,
        (${urgencies}::text[])[1 + r.n % 4], '21-29', '{bed,doctor}', '{shelter-emergency,medical}', 'en', 'intake-short', 1,
        r.at, r.at, case when r.accepted then r.at end, case when r.status in ('in-service', 'completed') then r.at end,
        case when r.status in ('completed', 'declined', 'withdrawn') then r.at end, r.at, r.at, 'assistance', 'consent'
      from (select s.*, s.status in ('accepted', 'in-service', 'completed') as accepted from (
          select n, ${idOf(tx, 'referral', tx`n`)} as id, (${[...statusesByDigit]}::text[])[1 + n % 10] as status,
            ((n * 31 + n / ${agencies}::int + 1 + n % ${agencies - 1}::int) % ${agencies}::int) + 1 as sender,
            ((n * 31 + n / ${agencies}::int) % ${agencies}::int) + 1 as receiver,
            now() - (n % 540) * interval '1 day' - (n % 86400) * interval '1 second' as at
          from generate_series(${range.from}::int, ${range.to}::int) n) s) r
      join app.cases c on c.id = ${idOf(tx, 'case', tx`1 + (r.n % ${size.cases}::int)`)}`
  await tx`
    insert into app.events (subject_kind, subject_id, case_id, action, version, status, actor_id, agency_id, at)
    select 'referral', r.id, r.case_id, (array['create','send','acknowledge'])[v], v, (array['draft','sent',r.status])[v], r.from_person_id, r.from_agency_id, r.created_at
      from app.referrals r, generate_series(1, 3) v where r.id between ${first} and ${last}`
  await tx`
    insert into app.deadlines (id, subject_kind, subject_id, case_id, key, owes_agency_id, owes_person_id, owed_agency_id, owed_person_id, profile, profile_version, started_at, due_at, applied_rule)
    select gen_random_uuid(), 'referral', r.id, r.case_id, k.key, r.to_agency_id, r.assignee_id, r.from_agency_id, r.from_person_id, ${profile.code}, ${profile.version}, r.sent_at,
        now() + ((hashtext(r.id::text) % 400) / 10.0) * interval '1 day' + k.later, ${tx.json(appliedRule)}
      from app.referrals r join (values ('sent', 'referral.acknowledge', interval '0'), ('sent', 'referral.answer', interval '2 days'), ('received', 'referral.answer', interval '0'),
        ('accepted', 'referral.first-contact', interval '0'), ('in-service', 'referral.service-review', interval '0')) k(status, key, later) on k.status = r.status
     where r.id between ${first} and ${last}`
}

/**
 * Inserts work items from the next deadline of each record: one for the agency that owes the step and one for the
 * agency that waits.
 */
export const makeWorkItems = async ({ tx }: Setting, range: Range): Promise<void> => {
  const [first, last] = within('referral', range)
  await tx`
    insert into app.work_items (agency_id, assignee_id, side, subject_kind, subject_id, case_id, case_reference, kind, status, priority, due_at, counterparty_agency_id, opened_at)
    select x.* from app.referrals r
      cross join lateral (select * from app.deadlines d where d.subject_id = r.id order by d.due_at, d.key limit 1) d
      cross join lateral (values
        (d.owes_agency_id, d.owes_person_id, 'owes', 'referral', r.id, r.case_id, r.case_reference, d.key, r.status, r.urgency, d.due_at, d.owed_agency_id, d.started_at),
        (d.owed_agency_id, d.owed_person_id, 'is-owed', 'referral', r.id, r.case_id, r.case_reference, d.key, r.status, r.urgency, d.due_at, d.owes_agency_id, d.started_at)) x
     where r.id between ${first} and ${last}`
}

export const countWorkItems = async ({ tx }: Setting): Promise<void> => {
  await tx`
    insert into app.counters (agency_id, assignee_id, side, slot, n)
    select agency_id, coalesce(assignee_id, '00000000-0000-0000-0000-000000000000'), side, 0, count(*) from app.work_items group by 1, 2, 3`
}

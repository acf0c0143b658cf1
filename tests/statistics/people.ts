import { endingReasons } from '@palermo/shared/cases/reasons.ts'
import { exploitationForms } from '@palermo/shared/codes/exploitation-forms.ts'
import { services } from '@palermo/shared/codes/services.ts'
import { type PopulationGroup, populationGroups, statisticsTables } from '@palermo/shared/statistics/tables.ts'
import fc from 'fast-check'
import type { Sql, TransactionSql } from 'postgres'
import { v7 } from 'uuid'

/** A person as the statistics describe one: the row in each table. */
export interface Somebody {
  group: PopulationGroup
  ageBand: string
  nationality: string
  services: readonly string[] | null
  protection: string
  proceedings: string
  stay: string
  outcome: string
  exploitation: string
  /** The forms of exploitation; empty if no exploitation is known. */
  forms: readonly string[]
}

/** A person with the most frequent properties. */
export const woman: Somebody = {
  group: 'women',
  ageBand: '21-29',
  nationality: 'africa',
  services: ['medical'],
  protection: 'met',
  proceedings: 'none',
  stay: 'none',
  outcome: 'in-contact',
  exploitation: 'suspected',
  forms: ['forced-labour'],
}

const many = (n: number, one: Somebody) => Array.from({ length: n }, () => one)

/** Enough persons that some numbers may be shown: 40 women, 40 men and 5 girls. */
export const crowd: readonly Somebody[] = [
  ...many(40, woman),
  ...many(40, { ...woman, group: 'men' }),
  ...many(5, { ...woman, group: 'girls', ageBand: '9-17' }),
]

/** The age bands that are possible in a group: those of children for girls and boys. */
export const bandsOf = (group: PopulationGroup): readonly string[] => {
  const bands = statisticsTables['age-band'].rows
  if (group === 'others') return bands
  const child = group === 'girls' || group === 'boys'
  return bands.filter((band) => band === 'unknown' || ['0-8', '9-17'].includes(band) === child)
}

/** Chooses an item unevenly, so that a few items are frequent and many are rare. */
const uneven = <T>(list: readonly T[]): fc.Arbitrary<T> =>
  fc.tuple(fc.nat(999), fc.nat(999)).map(([a, b]) => list[Math.floor((a * b * list.length) / 1_000_000)] as T)

const isKnown = ({ exploitation }: { exploitation: string }) =>
  exploitation === 'stated' || exploitation === 'suspected'

export const somebody: fc.Arbitrary<Somebody> = uneven([...populationGroups].reverse()).chain((group) =>
  fc
    .record({
      exploitation: uneven([...statisticsTables.exploitation.rows].reverse()),
      forms: fc.uniqueArray(uneven(exploitationForms), { minLength: 1, maxLength: 3 }),
      group: fc.constant(group),
      ageBand: uneven(bandsOf(group)),
      nationality: uneven(statisticsTables.nationality.rows),
      services: fc.option(fc.uniqueArray(uneven(services), { maxLength: 4 }), { freq: 3 }),
      protection: uneven(statisticsTables.protection.rows),
      proceedings: uneven(statisticsTables.proceedings.rows),
      stay: uneven(statisticsTables.stay.rows),
      outcome: uneven(statisticsTables.outcome.rows),
    })
    .map((one) => (isKnown(one) ? one : { ...one, forms: [] })),
)

const nationals: Record<string, string | null> = {
  'own-country': 'PH',
  'south-eastern-asia': 'VN',
  'southern-asia': 'NP',
  'eastern-asia': 'CN',
  'central-and-western-asia': 'UZ',
  africa: 'KE',
  americas: 'PE',
  europe: 'MD',
  oceania: 'FJ',
  stateless: 'stateless',
  'not-recorded': null,
}
const sexes: Record<PopulationGroup, string | null> = {
  girls: 'feminine',
  boys: 'masculine',
  women: 'feminine',
  men: 'masculine',
  others: null,
}

/**
 * Inserts persons with everything that is counted, all at the time `at`, with the migration login. Returns the case
 * ids.
 */
export const admit = async (owner: Sql, people: readonly Somebody[], at: string): Promise<string[]> => {
  const agency = (await owner`select id from app.agencies limit 1`)[0]?.id as string
  const staff = (await owner`select id from app.people limit 1`)[0]?.id as string
  const rows = people.map((one) => ({ ...one, id: v7(), person: v7(), reference: `PH-${v7().slice(-12)}` }))
  await owner.begin(async (sql) => {
    // Turns triggers off, so that rows can be inserted without `transition`; the logins of the processes may not do so.
    await sql`set local session_replication_role = replica`
    await insert(
      sql,
      'app.persons',
      rows.map(({ person }) => ({ id: person, created_at: at })),
    )
    await insert(
      sql,
      'app.cases',
      rows.map((row) => caseOf(row, agency, at)),
    )
    await insert(
      sql,
      'app.case_persons',
      rows.map(({ id, person, group, nationality }) => ({
        case_id: id,
        person_id: person,
        sex: sexes[group],
        nationality: nationals[nationality],
        identity: Buffer.alloc(0),
      })),
    )
    await insert(
      sql,
      'app.case_milestones',
      rows.flatMap((row) => milestonesOf(row, agency, at)),
    )
    await insert(
      sql,
      'app.referrals',
      rows.flatMap((row) => (row.services === null ? [] : [referralOf(row, row.services, agency, staff, at)])),
    )
    await insert(
      sql,
      'app.case_exploitations',
      rows.flatMap((row) => exploitationsOf(row, agency, staff, at)),
    )
  })
  return rows.map(({ id }) => id)
}

type Row = Somebody & { id: string; person: string; reference: string }

const caseOf = ({ id, group, ageBand, outcome, reference }: Row, agency: string, at: string) => {
  const ended = endingReasons.some((reason) => reason === outcome)
  return {
    id,
    status: ended ? 'closed' : outcome === 'looked-for' ? 'contact-lost' : 'open',
    reference,
    profile: 'int',
    lead_agency_id: agency,
    child_procedure: group === 'girls' || group === 'boys',
    age_band: ageBand,
    urgency: 'soon',
    closing_reason: ended ? outcome : null,
    closed_at: ended ? at : null,
    opened_at: at,
    updated_at: at,
  }
}

const milestonesOf = ({ id, protection, proceedings, stay }: Row, agency: string, at: string) =>
  [
    { track: 'protection', stage: protection, compartment: 'C0' },
    { track: 'justice', stage: proceedings, compartment: 'C5' },
    { track: 'immigration', stage: stay, compartment: 'C4' },
  ]
    .filter(({ stage }) => stage !== 'none')
    .map((milestone) => ({ ...milestone, id: v7(), case_id: id, agency_id: agency, reached_on: at.slice(0, 10), at }))

/** Rows about exploitation. A row `stated` that has already ended must not be counted. */
const exploitationsOf = ({ id, exploitation, forms }: Row, agency: string, staff: string, at: string) => {
  if (exploitation === 'not-recorded') return []
  const by = { case_id: id, agency_id: agency, person_id: staff, at }
  return (forms.length > 0 ? forms : ['slavery']).flatMap((form, n) => [
    { ...by, id: v7(), form, basis: n === 0 ? exploitation : 'suspected', ended_at: null },
    { ...by, id: v7(), form: 'surrogacy', basis: 'stated', ended_at: at },
  ])
}

const referralOf = ({ id, ageBand }: Row, wanted: readonly string[], agency: string, staff: string, at: string) => ({
  id: v7(),
  status: 'in-service',
  kind: 'service',
  thread_id: v7(),
  case_id: id,
  from_agency_id: agency,
  from_person_id: staff,
  to_agency_id: v7(),
  purpose: 'assistance',
  legal_basis: 'consent',
  urgency: 'soon',
  age_band: ageBand,
  services: [...wanted],
  form_id: 'intake-short',
  form_version: 1,
  sent_at: at,
  acknowledged_at: at,
  accepted_at: at,
  started_at: at,
  created_at: at,
  updated_at: at,
})

const insert = async (sql: TransactionSql, table: string, rows: readonly Record<string, unknown>[]) => {
  for (let from = 0; from < rows.length; from += 500) {
    await sql`insert into ${sql(table)} ${sql(rows.slice(from, from + 500) as never)}`
  }
}

/** Counts the persons in each cell, without code of the product. */
export const countsOf = (people: readonly Somebody[]): Map<string, number> => {
  const counts = new Map<string, number>()
  const add = (table: string, row: string, group: string) => {
    for (const column of [group, 'all']) {
      const key = `${table}|${row}|${column}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  for (const { group, services: given, proceedings, ...one } of people) {
    const helped = given === null ? 'not-helped' : 'helped'
    add('people', 'all', group)
    add('age-band', one.ageBand, group)
    add('nationality', one.nationality, group)
    add('help', helped, group)
    for (const service of given ?? []) add('service', service, group)
    add('protection', one.protection, group)
    add('proceedings', proceedings, group)
    add('help-and-proceedings', `${helped}-${proceedings === 'none' ? 'not-in' : 'in'}-proceedings`, group)
    add('stay', one.stay, group)
    add('outcome', one.outcome, group)
    add('exploitation', one.exploitation, group)
    for (const form of one.forms) add('exploitation-form', form, group)
  }
  return counts
}

import type { Sql } from 'postgres'

/** A rule that must always hold, and the number of rows that break it. */
export interface Proof {
  name: 'work-items' | 'counters' | 'orphans' | 'events'
  holds: string
  broken: number
}

/**
 * Checks the whole database as its owner: work items equal the open deadlines, counters equal the work items, each open
 * record has an owner and a deadline, and each status has its event (design §4).
 */
export const proveLedgers = async (owner: Sql): Promise<Proof[]> => [
  {
    name: 'work-items',
    holds: 'The work items are the next thing that each open deadline says is owed, and nothing else.',
    broken: await unlikeClocks(owner),
  },
  { name: 'counters', holds: 'Every counter is the number of its work items.', broken: await miscounted(owner) },
  { name: 'orphans', holds: 'Nothing open is without an owner and a clock.', broken: await orphaned(owner) },
  { name: 'events', holds: 'Every status was reached by an event.', broken: await unexplained(owner) },
]

interface Count {
  n: number
}

const unlikeClocks = async (owner: Sql): Promise<number> => {
  const [row] = await owner<Count[]>`
    with laid as (
      select agency_id, side, subject_id, kind, due_at, assignee_id, counterparty_agency_id from app.work_items
    ), ends as (
      select owes_agency_id agency_id, 'owes' side, subject_id, key kind, due_at, owes_person_id assignee_id, owed_agency_id counterparty_agency_id
        from app.deadlines where closed_at is null
      union all
      select owed_agency_id, 'is-owed', subject_id, key, due_at, owed_person_id, owes_agency_id
        from app.deadlines where closed_at is null and owed_agency_id <> owes_agency_id
    ), owed as (
      select distinct on (agency_id, side, subject_id) * from ends order by agency_id, side, subject_id, due_at, kind
    )
    select count(*)::int as n from ((table laid except all table owed) union all (table owed except all table laid)) unlike`
  return row?.n ?? 0
}

const miscounted = async (owner: Sql): Promise<number> => {
  const [row] = await owner<Count[]>`
    with laid as (
      select agency_id, coalesce(assignee_id, '00000000-0000-0000-0000-000000000000') as assignee_id, side, count(*) as n from app.work_items
       where authz.compartment_of_kind(subject_kind) = 'C0' group by 1, 2, 3
    ), counted as (
      select agency_id, assignee_id, side, sum(n) as n from app.counters group by 1, 2, 3 having sum(n) <> 0
    )
    select count(*)::int as n from ((table laid except all table counted) union all (table counted except all table laid)) unlike`
  return row?.n ?? 0
}

const orphaned = async (owner: Sql): Promise<number> => {
  const [row] = await owner<Count[]>`select count(*)::int as n from app.orphans()`
  return row?.n ?? 0
}

const unexplained = async (owner: Sql): Promise<number> => {
  const [row] = await owner<Count[]>`select count(*)::int as n from app.without_event()`
  return row?.n ?? 0
}

import type { AgencyLabel } from '@palermo/shared/agencies/contract.ts'
import { DeclineReason, isSystemGap } from '@palermo/shared/codes/decline-reasons.ts'
import { changeParts, type Time, type Times, type WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { acceptanceRate, openStatuses, workAges, workSteps } from '@palermo/shared/dashboards/definitions.ts'
import { flag, instant, number, oneOf, orNull, type RowRead, rowsOf, text } from '../readers.ts'

/** A count is read as text, because it is a bigint in PostgreSQL. */
const count = text
type Count = string

const counts = <const K extends string>(names: readonly K[]) =>
  Object.fromEntries(names.map((name) => [name, count])) as Record<K, typeof count>

export const headRows = rowsOf({
  at: instant,
  zone: text,
  scope: orNull(text),
  from_on: text,
  to_on: text,
  since_on: text,
  not_referred: orNull(count),
})
type HeadRow = RowRead<typeof headRows>

const outcomes = [
  'begun',
  'draft',
  'discarded',
  'sent',
  'accepted',
  'started',
  'completed',
  'declined',
  'withdrawn',
  'returned',
] as const

/**
 * The rows of a cohort number: over all receivers (receiver and reason are null), for one receiver, or for one reason
 * of decline.
 */
export const cohortRows = rowsOf({
  receiver: orNull(text),
  reason: orNull(text),
  ...counts([...outcomes, 'refused', 'gaps']),
})
type CohortRow = RowRead<typeof cohortRows>

export const timeRows = rowsOf({
  sender: orNull(text),
  receiver: orNull(text),
  step: oneOf(workSteps),
  sent: orNull(count),
  pairs: orNull(count),
  taken: count,
  missed: count,
  median: orNull(number),
  p90: orNull(number),
  allowed: orNull(number),
})
type TimeRow = RowRead<typeof timeRows>

export const lateRows = rowsOf({ owes: text, step: text, n: count, longest: number })
type LateRow = RowRead<typeof lateRows>

export const openRows = rowsOf({ status: oneOf(openStatuses), age: oneOf(workAges), n: count })
type OpenRow = RowRead<typeof openRows>

export const caseloadRows = rowsOf({
  agency: text,
  person: orNull(text),
  by_person: flag,
  cases: count,
  carried: count,
})
type CaseloadRow = RowRead<typeof caseloadRows>

export const trendRows = rowsOf({ week: text, monday: text, ...counts(['sent', 'accepted', 'completed']) })
type TrendRow = RowRead<typeof trendRows>

export const changeRows = rowsOf(counts(changeParts))
type ChangeRow = RowRead<typeof changeRows>

interface Rows {
  head: HeadRow
  cohort: readonly CohortRow[]
  times: readonly TimeRow[]
  late: readonly LateRow[]
  open: readonly OpenRow[]
  caseload: readonly CaseloadRow[]
  trend: readonly TrendRow[]
  change: ChangeRow
  agencies: readonly AgencyLabel[]
}

/** Builds the reply from the rows of all panels. */
export const assemble = ({ head, cohort, times, late, open, caseload, trend, change, agencies }: Rows): WorkNumbers => {
  const panels = {
    funnel: funnelOf(cohort, head),
    times: timesOf(times),
    acceptance: acceptanceOf(cohort),
    late: {
      total: sum(late),
      cells: late.map(({ owes, step, n, longest }) => ({
        owesId: owes,
        step,
        n: Number(n),
        longest: hundredths(longest),
      })),
    },
    open: { total: sum(open), cells: open.map(({ n, ...cell }) => ({ ...cell, n: Number(n) })) },
    caseload: caseloadOf(caseload, head.scope),
  }
  const named = idsIn(panels)
  return {
    asOf: head.at,
    zone: head.zone,
    scope: head.scope === null ? 'task-force' : 'agency',
    ownAgencyId: head.scope,
    period: { from: head.from_on, to: head.to_on },
    since: head.since_on,
    agencies: agencies.filter(({ id }) => named.has(id) || id === head.scope),
    ...panels,
    trend: trend.map(({ week, monday, ...counts }) => ({
      week,
      from: monday,
      ...counted(counts, ['sent', 'accepted', 'completed']),
    })),
    change: counted(change, changeParts),
  }
}

const counted = <K extends string>(row: Record<K, Count>, names: readonly K[]) =>
  Object.fromEntries(names.map((name) => [name, Number(row[name])])) as Record<K, number>

const sum = (rows: readonly { n: Count }[]) => rows.reduce((total, { n }) => total + Number(n), 0)

const hundredths = (hours: number) => Math.round(hours * 100) / 100
const hundredthsOrNull = (hours: number | null) => (hours === null ? null : hundredths(hours))

const funnelOf = (cohort: readonly CohortRow[], head: HeadRow): WorkNumbers['funnel'] => ({
  ...counted(whole(cohort), outcomes),
  notReferred: head.not_referred === null ? null : Number(head.not_referred),
})

const whole = (cohort: readonly CohortRow[]): CohortRow => {
  const row = cohort.find(({ receiver, reason }) => receiver === null && reason === null)
  if (!row) throw new Error('the whole was not counted')
  return row
}

const acceptanceOf = (cohort: readonly CohortRow[]): WorkNumbers['acceptance'] => {
  const answers = (row: CohortRow) => {
    const n = counted(row, ['accepted', 'refused', 'gaps', 'returned'])
    return { ...n, rate: acceptanceRate(n) }
  }
  const byReceiver = cohort.flatMap((row) =>
    row.receiver === null ? [] : [{ receiverId: row.receiver, ...answers(row) }],
  )
  const reasons = cohort.flatMap((row) => {
    if (row.reason === null) return []
    const reason = DeclineReason.parse(row.reason)
    return [{ reason, systemGap: isSystemGap(reason), n: Number(row.declined) }]
  })
  return {
    total: answers(whole(cohort)),
    byReceiver: byReceiver.filter(({ accepted, refused, gaps, returned }) => accepted + refused + gaps + returned > 0),
    reasons: reasons.sort((a, b) => b.n - a.n || a.reason.localeCompare(b.reason)),
  }
}

const unmeasured: Time = { taken: 0, missed: 0, median: null, p90: null, limit: null }

const stepsOf = (rows: readonly TimeRow[]): Times => {
  const found = new Map(
    rows.map(({ step, taken, missed, median, p90, allowed }) => [
      step,
      {
        taken: Number(taken),
        missed: Number(missed),
        median: hundredthsOrNull(median),
        p90: hundredthsOrNull(p90),
        limit: hundredthsOrNull(allowed),
      },
    ]),
  )
  return Object.fromEntries(workSteps.map((step) => [step, found.get(step) ?? unmeasured])) as Times
}

const timesOf = (rows: readonly TimeRow[]): WorkNumbers['times'] => {
  const pairs = groupBy(
    rows.filter(({ sender }) => sender !== null),
    ({ sender, receiver }) => `${sender} ${receiver}`,
  ).map(([first, ...rest]) => ({
    senderId: first.sender ?? '',
    receiverId: first.receiver ?? '',
    sent: Number(first.sent),
    steps: stepsOf([first, ...rest]),
  }))
  const receivers = groupBy(
    rows.filter(({ sender, receiver }) => sender === null && receiver !== null),
    ({ receiver }) => receiver,
  )
  return {
    total: stepsOf(rows.filter(({ sender, receiver }) => sender === null && receiver === null)),
    byReceiver: receivers.map(([first, ...rest]) => ({
      receiverId: first.receiver ?? '',
      steps: stepsOf([first, ...rest]),
    })),
    pairs,
    pairsLeftOut: Number(rows.find(({ pairs: n }) => n !== null)?.pairs ?? 0) - pairs.length,
  }
}

/** Groups rows in the order in which each key first occurs. */
const groupBy = <T>(rows: readonly T[], key: (row: T) => unknown): [T, ...T[]][] => {
  const groups = new Map<unknown, [T, ...T[]]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return [...groups.values()]
}

const caseloadOf = (rows: readonly CaseloadRow[], scope: string | null): WorkNumbers['caseload'] => ({
  agencies: rows
    .filter(({ by_person }) => !by_person)
    .map(({ agency, cases, carried }) => ({ agencyId: agency, cases: Number(cases), carried: Number(carried) })),
  people:
    scope === null
      ? null
      : rows
          .filter(({ by_person }) => by_person)
          .map(({ person, cases, carried }) => ({ personId: person, cases: Number(cases), carried: Number(carried) })),
})

const idsIn = ({
  times,
  acceptance,
  late,
  caseload,
}: Pick<WorkNumbers, 'times' | 'acceptance' | 'late' | 'caseload'>): ReadonlySet<string> =>
  new Set([
    ...times.pairs.flatMap(({ senderId, receiverId }) => [senderId, receiverId]),
    ...times.byReceiver.map(({ receiverId }) => receiverId),
    ...acceptance.byReceiver.map(({ receiverId }) => receiverId),
    ...late.cells.map(({ owesId }) => owesId),
    ...caseload.agencies.map(({ agencyId }) => agencyId),
  ])

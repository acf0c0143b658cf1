import type { WorkNumbers } from '../dashboards/contract.ts'
import type { SnapshotSummary } from '../snapshots/contract.ts'
import type { Statistics } from '../statistics/contract.ts'
import type { Brief, BriefDecision } from './contract.ts'

/** Maximum number of late agencies, and of kinds of gap, in the brief, because a meeting cannot discuss more. */
const agenciesNamed = 4
const gapsNamed = 3
/**
 * The smallest difference that the brief raises, in percentage points, because rounding to multiples of five alone
 * produces smaller differences.
 */
const worthAsking = 10

/**
 * Composes the brief from numbers that its readers may already see. No records are counted for the brief, so that it
 * reveals nothing new.
 */
export const briefOf = (
  work: WorkNumbers,
  people: Statistics,
  snapshots: readonly Pick<SnapshotSummary, 'id' | 'week' | 'status'>[],
): Brief => ({
  asOf: work.asOf,
  zone: work.zone,
  since: work.since,
  period: work.period,
  change: work.change,
  now: {
    cases: work.caseload.agencies.reduce((sum, { cases }) => sum + cases, 0),
    open: work.open.total,
    late: work.late.total,
    accept: work.times.total.accept?.median ?? null,
    acceptance: work.acceptance.total.rate,
  },
  people: {
    now: people.trend.at(-1) ?? null,
    before: people.trend.findLast(({ week }) => week <= work.since) ?? null,
  },
  decisions: [
    ...lateAgencies(work),
    ...(work.change.returned > 0 ? [{ kind: 'unanswered' as const, n: work.change.returned }] : []),
    ...gaps(work),
    ...inequality(people),
    ...snapshots
      .filter(({ status }) => status === 'drafted' || status === 'signed')
      .map(({ id, week, status }) => ({ kind: 'snapshot' as const, id, week, status })),
  ],
})

/** Returns the late agencies. The brief names agencies and not single items (field §4). */
const lateAgencies = ({ late, agencies }: WorkNumbers): BriefDecision[] => {
  const sums = new Map<string, { n: number; longest: number }>()
  for (const { owesId, n, longest } of late.cells) {
    const known = sums.get(owesId) ?? { n: 0, longest: 0 }
    sums.set(owesId, { n: known.n + n, longest: Math.max(known.longest, longest) })
  }
  const names = new Map(agencies.map(({ id, name }) => [id, name]))
  return [...sums]
    .toSorted(([, a], [, b]) => b.n - a.n || b.longest - a.longest)
    .slice(0, agenciesNamed)
    .map(([id, sum]) => ({ kind: 'late', agency: names.get(id) ?? '–', ...sum }))
}

const gaps = ({ acceptance }: WorkNumbers): BriefDecision[] =>
  acceptance.reasons
    .filter(({ systemGap, n }) => systemGap && n > 0)
    .slice(0, gapsNamed)
    .map(({ reason, n }) => ({ kind: 'gap', reason, n }))

const inequality = ({ tables }: Statistics): BriefDecision[] => {
  const parts = helpedParts(tables)
  return parts !== null && Math.abs(parts.within - parts.without) >= worthAsking ? [{ kind: 'equality', ...parts }] : []
}

/** Returns the percentages of persons who were helped, with and without proceedings; null if a number is suppressed. */
export const helpedParts = (tables: Statistics['tables']): { within: number; without: number } | null => {
  const rows = tables.find(({ table }) => table === 'help-and-proceedings')?.rows ?? []
  const value = (row: string) => rows.find((one) => one.row === row)?.all ?? null
  const part = (proceedings: 'in' | 'not-in') => {
    const helped = value(`helped-${proceedings}-proceedings`)
    const not = value(`not-helped-${proceedings}-proceedings`)
    return helped === null || not === null ? null : Math.round((100 * helped) / (helped + not))
  }
  const [within, without] = [part('in'), part('not-in')]
  return within === null || without === null ? null : { within, without }
}

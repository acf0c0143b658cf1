import type { Time, WorkItem, WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { workSteps } from '@palermo/shared/dashboards/definitions.ts'

export const numberColumns = [
  'number',
  'step',
  'from',
  'to',
  'agency',
  'person',
  'status',
  'age',
  'reason',
  'week',
  'value',
] as const
type Value = string | number | null
type Row = Partial<Record<(typeof numberColumns)[number], Value>>

/**
 * Returns one line for each number of each panel, under the name of the number's definition; the first lines give the
 * time and the period.
 */
export const numberRows = (numbers: WorkNumbers): Row[] => {
  const labels = new Map(numbers.agencies.map(({ id, name }) => [id, name]))
  const named = (id: string) => labels.get(id) ?? id
  const { notReferred, ...funnel } = numbers.funnel
  return [
    { number: 'as-of', value: numbers.asOf },
    { number: 'from', value: numbers.period.from },
    { number: 'to', value: numbers.period.to },
    { number: 'since', value: numbers.since },
    ...plain(funnel),
    { number: 'not-referred', value: notReferred },
    ...timeRows(numbers, named),
    ...acceptanceRows(numbers, named),
    ...numbers.late.cells.map(({ owesId, step, n }) => ({ number: 'late', step, agency: named(owesId), value: n })),
    ...numbers.open.cells.map(({ status, age, n }) => ({ number: 'open', status, age, value: n })),
    ...caseloadRows(numbers, named),
    ...numbers.trend.flatMap(({ week, sent, accepted, completed }) =>
      plain({ 'week-sent': sent, 'week-accepted': accepted, 'week-completed': completed }, { week }),
    ),
    ...plain(numbers.change, {}, 'since-'),
  ]
}

const plain = (counts: Record<string, Value>, common: Row = {}, prefix = ''): Row[] =>
  Object.entries(counts).map(([number, value]) => ({ ...common, number: `${prefix}${number}`, value }))

const timeRows = ({ times }: WorkNumbers, named: (id: string) => string): Row[] => {
  const rows = (steps: Record<string, Time>, common: Row) =>
    workSteps.flatMap((step) => plain({ ...steps[step] }, { ...common, step }))
  return [
    ...rows(times.total, {}),
    ...times.byReceiver.flatMap(({ receiverId, steps }) => rows(steps, { to: named(receiverId) })),
    ...times.pairs.flatMap(({ senderId, receiverId, steps }) =>
      rows(steps, { from: named(senderId), to: named(receiverId) }),
    ),
  ]
}

const acceptanceRows = ({ acceptance }: WorkNumbers, named: (id: string) => string): Row[] => [
  ...acceptance.byReceiver.flatMap(({ receiverId, rate, ...counts }) =>
    plain({ ...counts, 'acceptance-rate': rate }, { to: named(receiverId) }),
  ),
  { number: 'acceptance-rate', value: acceptance.total.rate },
  { number: 'refused', value: acceptance.total.refused },
  { number: 'gaps', value: acceptance.total.gaps },
  ...acceptance.reasons.map(({ reason, n }) => ({ number: 'declined', reason, value: n })),
]

/** Returns the caseload of each colleague, identified by id instead of name, because a file may be passed on. */
const caseloadRows = ({ caseload }: WorkNumbers, named: (id: string) => string): Row[] => [
  ...caseload.agencies.flatMap(({ agencyId, cases, carried }) =>
    plain({ cases, carried }, { agency: named(agencyId) }),
  ),
  ...(caseload.people ?? []).flatMap(({ personId, cases, carried }) =>
    plain({ cases, carried }, { person: personId ?? 'nobody' }),
  ),
]

export const listColumns = ['case', 'kind', 'status', 'step', 'from', 'to', 'owes', 'sent', 'due', 'reason'] as const

export const listRows = (items: readonly WorkItem[]): Record<(typeof listColumns)[number], string | null>[] =>
  items.map(({ caseReference, kind, status, step, sender, receiver, owes, sentAt, dueAt, reason }) => ({
    case: caseReference,
    kind,
    status,
    step,
    from: sender?.name ?? null,
    to: receiver?.name ?? null,
    owes: owes?.name ?? null,
    sent: sentAt,
    due: dueAt,
    reason,
  }))

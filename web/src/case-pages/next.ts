import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Deadline } from '@palermo/shared/deadlines/contract.ts'
import { runningReferrals } from '../cases/parts.ts'

/** A next step of a case, with the agency that owes it and its due time. */
export interface NextThing {
  id: string
  step: string
  /** The name of the agency that owes the step; null if the page does not name that agency. */
  agency: string | null
  /** The person to whom the step is assigned; null if no person is assigned or another agency owes the step. */
  assigneeId: string | null
  ours: boolean
  dueAt: string
  late: boolean
  taskKind?: string
  /** The record to which the step belongs; undefined if the page does not show that record. */
  subject?: { kind: 'case' | 'task' | 'referral'; id: string }
}

const owed = ({ closedAt, kind }: Deadline) => closedAt === null && (kind === 'notAfter' || kind === 'recurring')

/**
 * Returns the next steps, soonest first: deadlines of the case, tasks of the team, steps that agencies owe in the
 * case's referrals, and further work of the reader's agency.
 */
export const nextThings = (row: Case, agencyId: string, now: number): NextThing[] => {
  const names = agenciesOf(row)
  const clocks = [...row.deadlines, ...row.steps].filter(owed).map((clock): NextThing => {
    const kind = clock.subjectKind === 'referral' ? 'referral' : 'case'
    const leads = kind === 'case' && clock.owesAgencyId === row.lead.id && row.lead.id === agencyId
    return {
      id: clock.id,
      step: clock.key,
      agency: names.get(clock.owesAgencyId) ?? null,
      assigneeId: leads ? row.leadPersonId : null,
      ours: clock.owesAgencyId === agencyId,
      dueAt: clock.dueAt,
      late: clock.late,
      subject: { kind, id: clock.subjectId },
    }
  })
  const tasks = row.tasks
    .filter(({ status }) => status === 'open')
    .map(
      (task): NextThing => ({
        id: task.id,
        step: 'task.due',
        agency: task.agencyName,
        assigneeId: task.agencyId === agencyId ? task.assigneeId : null,
        ours: task.agencyId === agencyId,
        dueAt: task.dueAt,
        late: task.late,
        taskKind: task.kind,
        subject: { kind: 'task', id: task.id },
      }),
    )
  const known = [...clocks, ...tasks]
  return [...known, ...fromWork(row, known, agencyId, now)].sort(
    (one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt),
  )
}

/**
 * Returns the next step of the reader's agency in this case if `known` does not contain that step, because it belongs
 * to a record that the page does not show, such as an access request; otherwise an empty list.
 */
const fromWork = (row: Case, known: readonly NextThing[], agencyId: string, now: number): NextThing[] => {
  const { nextStep, nextDueAt } = row
  if (!nextStep || !nextDueAt) return []
  if (known.some(({ step, dueAt }) => step === nextStep && Date.parse(dueAt) === Date.parse(nextDueAt))) return []
  const [one, another] = runningReferrals(row).filter(({ from, to }) => from.id === agencyId || to?.id === agencyId)
  return [
    {
      id: nextStep,
      step: nextStep,
      agency: agenciesOf(row).get(agencyId) ?? null,
      assigneeId: null,
      ours: true,
      dueAt: nextDueAt,
      late: Date.parse(nextDueAt) < now,
      ...(one && !another && nextStep.startsWith('referral.')
        ? { subject: { kind: 'referral' as const, id: one.id } }
        : {}),
    },
  ]
}

/** The names of all agencies that the page shows, by id. */
export const agenciesOf = ({ lead, team, referrals }: Case): Map<string, string> =>
  new Map(
    [
      lead,
      ...team.map(({ agency }) => agency),
      ...referrals.flatMap(({ from, to }) => [from, ...(to ? [to] : [])]),
    ].map(({ id, name }) => [id, name]),
  )

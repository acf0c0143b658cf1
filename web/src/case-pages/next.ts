import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Deadline } from '@palermo/shared/deadlines/contract.ts'
import { runningReferrals } from '../cases/parts.ts'

/** One thing that is owed in a case: what, by whom, by when. */
export interface NextThing {
  id: string
  step: string
  /** Null: the agency is not named on this page. */
  agency: string | null
  /** Of one's own agency. */
  assigneeId: string | null
  ours: boolean
  dueAt: string
  late: boolean
  taskKind?: string
  /** In what it is owed, where the page knows. */
  subject?: { kind: 'case' | 'task' | 'referral'; id: string }
}

const owed = ({ closedAt, kind }: Deadline) => closedAt === null && (kind === 'notAfter' || kind === 'recurring')

/**
 * What happens next, soonest first: the case's own clocks, the tasks of everybody on the team, what each agency owes in the
 * referrals of the case, and whatever else is next for the reader's agency.
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

/** The next step of the reader's agency in this case, where it is none of those that the page knows: a request, a hand-over. */
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

/** Every agency that the page names, by id. */
export const agenciesOf = ({ lead, team, referrals }: Case): Map<string, string> =>
  new Map(
    [
      lead,
      ...team.map(({ agency }) => agency),
      ...referrals.flatMap(({ from, to }) => [from, ...(to ? [to] : [])]),
    ].map(({ id, name }) => [id, name]),
  )

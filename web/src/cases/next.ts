import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Deadline } from '@palermo/shared/deadlines/contract.ts'
import { referralWorkflow } from '@palermo/shared/referrals/workflow.ts'

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
  /** The referral in which it is owed, where there is only one that it can be. */
  referralId?: string
}

const owed = ({ closedAt, kind }: Deadline) => closedAt === null && (kind === 'notAfter' || kind === 'recurring')

/**
 * What happens next, soonest first: the case's own clocks, the tasks of everybody on the team, and the next thing that
 * the reader's agency owes in any of the case's referrals.
 */
export const nextThings = (row: Case, agencyId: string, now: number): NextThing[] => {
  const clocks = row.deadlines.filter(owed).map((clock): NextThing => {
    const leads = clock.owesAgencyId === row.lead.id
    return {
      id: clock.id,
      step: clock.key,
      agency: agenciesOf(row).get(clock.owesAgencyId) ?? null,
      assigneeId: leads && row.lead.id === agencyId ? row.leadPersonId : null,
      ours: clock.owesAgencyId === agencyId,
      dueAt: clock.dueAt,
      late: clock.late,
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
      }),
    )
  const known = [...clocks, ...tasks]
  return [...known, ...fromReferrals(row, known, agencyId, now)].sort((one, other) =>
    one.dueAt.localeCompare(other.dueAt),
  )
}

const fromReferrals = (row: Case, known: readonly NextThing[], agencyId: string, now: number): NextThing[] => {
  const { nextStep, nextDueAt } = row
  if (!nextStep || !nextDueAt) return []
  if (known.some(({ step, dueAt }) => step === nextStep && Date.parse(dueAt) === Date.parse(nextDueAt))) return []
  const late = Date.parse(nextDueAt) < now
  const agency = agenciesOf(row).get(agencyId) ?? null
  const [one, another] = row.referrals.filter(
    ({ from, to, status }) =>
      (from.id === agencyId || to?.id === agencyId) && !referralWorkflow.final.some((final) => final === status),
  )
  const referralId = one && !another && nextStep.startsWith('referral.') ? one.id : undefined
  return [
    {
      id: nextStep,
      step: nextStep,
      agency,
      assigneeId: null,
      ours: true,
      dueAt: nextDueAt,
      late,
      ...(referralId ? { referralId } : {}),
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

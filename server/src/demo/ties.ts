import { setAbsence } from '@palermo/db/absences/commands.ts'
import { openOwnCase } from '@palermo/db/cases/open.ts'
import type { Database } from '@palermo/db/database.ts'
import { makeGroup } from '@palermo/db/groups/commands.ts'
import { referTogether } from '@palermo/db/groups/refer.ts'
import { retryOf } from '@palermo/db/idempotency.ts'
import { linkCases } from '@palermo/db/links/commands.ts'
import type { Act } from './acts.ts'
import type { Stage } from './stage.ts'
import { caseOf, type Thread } from './thread.ts'

const names = ['link', 'keep-together', 'refer-together', 'own-case', 'absence'] as const
/** An action that links two cases or groups persons, or that belongs to no case. */
export type Tie = Extract<Act, { do: (typeof names)[number] }>

export const tiesThings = (act: Act): act is Tie => names.some((name) => name === act.do)

interface Threads {
  thread: Thread
  other(n: number): Thread
}

/**
 * Performs a tie by the command that the API calls, with an idempotency key made of the thread and the number of the
 * action.
 */
export const tie = async (db: Database, stage: Stage, { thread, other }: Threads, act: Tie): Promise<void> => {
  const retry = retryOf(`demo-${act.thread}-${thread.done}`, act)
  switch (act.do) {
    case 'link': {
      const input = { caseId: caseOf(thread).id, reference: caseOf(other(act.with)).reference, kind: act.kind }
      await linkCases(db, stage.who(act.by, 'link.made'), retry, { ...input, compartment: 'C1' })
      return
    }
    case 'keep-together': {
      const input = { caseId: caseOf(thread).id, references: [caseOf(other(act.with)).reference] }
      thread.group = await makeGroup(db, stage.who(act.by, 'group.made'), retry, {
        ...input,
        kind: 'family',
        wish: act.wish,
      })
      return
    }
    case 'refer-together': {
      if (!thread.group) throw new Error('nobody is kept together yet')
      const { urgency, needs, safeNow, story } = act
      const members = thread.group.members.map(({ caseId }) => ({ caseId, wants: 'yes' as const }))
      const what = { urgency, needs, safeNow, lifeInDanger: false, ...(story === undefined ? {} : { story }) }
      const input = { toAgencyId: stage.agencyId(act.to), members, ...what }
      await referTogether(db, stage.who(act.by, 'group.referred'), retry, thread.group.id, input)
      return
    }
    case 'own-case': {
      const { urgency, under18, ageBand } = act
      await openOwnCase(db, stage.who(act.by, 'case.opened'), retry, { urgency, under18, ageBand })
      return
    }
    case 'absence': {
      const [fromAt, untilAt] = [act.from, act.until].map((at) => new Date(at).toISOString())
      const input = { deputyId: stage.personId(act.deputy), fromAt: fromAt ?? '', untilAt: untilAt ?? '' }
      await setAbsence(db, stage.who(act.by, 'absence.set'), retry, input)
    }
  }
}

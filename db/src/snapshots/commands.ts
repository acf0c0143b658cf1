import { createHash } from 'node:crypto'
import { Problem } from '@palermo/shared/problem.ts'
import type { ActOnSnapshot, NewSnapshot, Snapshot } from '@palermo/shared/snapshots/contract.ts'
import { partiesOfSnapshot, type SnapshotRelation, snapshotWorkflow } from '@palermo/shared/snapshots/record.ts'
import { v7 } from 'uuid'
import { type RequestContext, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { insert } from '../prepared.ts'
import { orNull, rowsOf, text } from '../readers.ts'
import { rulebookOf } from '../rulebook.ts'
import { recordCreation, type Subject, transition } from '../transition.ts'
import { presentSnapshot, snapshotIn } from './queries.ts'
import { snapshots } from './table.ts'

const subjectOf = ({
  agencyId,
  drafterId,
  hasSecondLead,
  ...row
}: {
  id: string
  version: number
  status: string
  agencyId: string
  drafterId: string | null
  hasSecondLead: boolean
}): Subject<SnapshotRelation> => ({
  ...row,
  caseId: null,
  caseReference: null,
  urgency: 'routine',
  childProcedure: false,
  parties: partiesOfSnapshot({ agencyId, drafterId, hasSecondLead }),
})

/**
 * Freezes the published figures of a week. The database writes and hashes the document.
 * @throws Problem not-allowed unless the caller is a task-force lead, not-found for a week that was not counted,
 * key-reused
 */
export const createSnapshot = (
  db: Database,
  who: RequestContext,
  retry: Retry,
  { week }: NewSnapshot,
): Promise<Snapshot> =>
  write(db, who, async (tx, actor) => {
    const [head] = await headRows(tx.sql`select week::text from app.statistics_head(${week}::date)`)
    if (!head) throw new Problem('not-allowed')
    if (head.week === null) throw new Problem('not-found')
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      const empty = { document: '', hash: createHash('sha256').digest() }
      await insert(tx.sql, snapshots, { id: fresh, status: 'drafted', agencyId: actor.agencyId, week, ...empty })
      const by = { agencyId: actor.agencyId, drafterId: actor.personId, hasSecondLead: false }
      const made = { id: fresh, version: 1, status: 'drafted', ...by }
      await recordCreation(tx, await rulebookOf(db, tx.sql), snapshotWorkflow, subjectOf(made))
    })
    return presentSnapshot(await snapshotIn(tx, id), actor)
  })

const headRows = rowsOf({ week: orNull(text) })

const stampOf = { sign: 'signed_at', publish: 'published_at', withdraw: 'withdrawn_at' } as const

/** Signs, publishes or withdraws a snapshot. @throws Problem not-found, not-allowed, changed-meanwhile, wrong-status */
export const actOnSnapshot = (db: Database, who: RequestContext, id: string, input: ActOnSnapshot): Promise<Snapshot> =>
  write(db, who, async (tx, actor) => {
    const { version, status, agencyId, drafterId, hasSecondLead } = await snapshotIn(tx, id)
    const withdraws = input.action === 'withdraw'
    await transition(
      tx,
      actor,
      await rulebookOf(db, tx.sql),
      snapshotWorkflow,
      subjectOf({ id, version, status, agencyId, drafterId, hasSecondLead }),
      input,
      {
        set: { [stampOf[input.action]]: tx.now, ...(withdraws ? { withdrawal_reason: input.reason } : {}) },
        changes: withdraws ? { reason: input.reason } : {},
      },
    )
    return presentSnapshot(await snapshotIn(tx, id), actor)
  })

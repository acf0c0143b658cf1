import type { Actor } from '@palermo/shared/actor.ts'
import { runningCases } from '@palermo/shared/cases/record.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import type { PgTable } from 'drizzle-orm/pg-core'
import { v7 } from 'uuid'
import { awaitAtCommit, type RequestContext, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { claim, once, type Retry } from '../idempotency.ts'
import { insert } from '../prepared.ts'
import { rulebookOf } from '../rulebook.ts'
import { writeTexts } from '../texts.ts'
import { recordCreation } from '../transition.ts'
import { type CaseFacts, factsOfCase } from './facts.ts'
import type { Rows } from './rows.ts'
import type { Shown } from './shown.ts'
import { compartmentOfRow, placeOf, sentIn, textsSent } from './texts.ts'

type Input = Readonly<Record<string, unknown>>

/** The arguments of hand-written code around a creation. */
export interface Creating {
  db: Database
  tx: Tx
  actor: Actor
  id: string
  input: Input
  /** The facts of the case; undefined for a type without a dossier. */
  known: CaseFacts | undefined
}
export interface CreationByHand {
  /** Refuses the creation, or returns further columns of the row. */
  before?: (creating: Creating) => Promise<Input | undefined>
  after?: (creating: Creating & { row: Input }) => Promise<void>
}

/**
 * Returns the function that creates a record of this type: its row, event, deadlines, notifications and texts. The
 * actor becomes the party that may create the record.
 */
export const creatorOf = <Y>(
  type: AnyRecordType,
  table: PgTable,
  rows: Rows,
  shown: Shown<Y>,
  byHand: CreationByHand = {},
) => {
  const sent = sentIn(type, type.create.fields)
  const { filled = [] } = type.create
  const rowOf = ({ actor, id, input, known }: Creating, more: Input) => ({
    ...Object.fromEntries(sent.stored.map(({ as, field }) => [field, input[as]])),
    ...actorIn(type, actor),
    ...(known !== undefined && type.keepsReference ? { caseReference: known.caseReference } : {}),
    ...more,
    id,
    status: type.statuses[0],
    caseId: caseOf(type, input),
  })
  const create = async (creating: Creating): Promise<void> => {
    const { db, tx, actor, id, input, known } = creating
    const row = rowOf(creating, (await byHand.before?.(creating)) ?? {})
    // Checked before the insert, because a refusal by a row policy would be reported as an error of the database.
    const compartment = compartmentOfRow(type, row)
    if (compartment !== 'C0' && known?.compartments.includes(compartment) === false) throw new Problem('not-allowed')
    const rules = await rulebookOf(db, tx.sql)
    const facts = known ?? { caseReference: null, urgency: 'routine', childProcedure: false }
    awaitAtCommit(tx, insert(tx.sql, table, row))
    const [stored] = filled.length > 0 ? await rows.one(tx.sql, id) : [row]
    const made = { ...row, ...facts, status: row.status, version: 1, parties: rows.parties(stored ?? row) }
    awaitAtCommit(
      tx,
      recordCreation(tx, rules, type.workflow, made, placeOf(type, row)),
      writeTexts(tx, db.ring, actor, textsSent(type, sent, row, input)),
    )
    await byHand.after?.({ ...creating, row })
  }
  return async (db: Database, who: RequestContext, retry: Retry, input: Input): Promise<Y> => {
    const fresh = v7()
    const caseId = caseOf(type, input)
    const present = await write(db, who, {
      first: (sql) => Promise.all([caseId === null ? [] : factsOfCase(sql, caseId), claim(sql, retry, fresh)]),
      work: async (tx, actor, [[known], claimed]) => {
        checkCreation(type, actor, known)
        const creating = { db, tx, actor, id: fresh, input, known }
        const id = await once(tx, actor, retry, fresh, () => create(creating), claimed)
        return shown.answer(db, tx, actor, id)
      },
    })
    return present()
  }
}

const caseOf = ({ dossier }: AnyRecordType, { caseId }: Input): string | null =>
  dossier === 'case' && typeof caseId === 'string' ? caseId : null

/**
 * Checks whether the actor may create the record now.
 * @throws Problem not-found, wrong-status for a case that has ended, not-allowed for another role
 */
const checkCreation = ({ dossier, create }: AnyRecordType, actor: Actor, known: CaseFacts | undefined): void => {
  if (dossier === 'case') {
    if (known === undefined) throw new Problem('not-found')
    if (!runningCases.some((status) => status === known.status)) throw new Problem('wrong-status')
  }
  if (create.may?.some(({ functions }) => functions.includes(actor.function)) === false)
    throw new Problem('not-allowed')
}

/** Returns the columns of the parties that may create the record, with the actor as the party. */
const actorIn = ({ parties, create }: AnyRecordType, actor: Actor): Record<string, string> => {
  const creating = new Set(create.may?.map(({ relation }) => relation))
  return Object.fromEntries(
    Object.entries(parties).flatMap(([name, { kind, agency, person, creates }]) => {
      if (!creating.has(name) && creates !== true) return []
      return [
        ...(agency === undefined ? [] : [[agency, actor.agencyId] as const]),
        ...(kind === 'person' && person !== undefined ? [[person, actor.personId] as const] : []),
      ]
    }),
  )
}

import type { Actor } from '@palermo/shared/actor.ts'
import { runningCases } from '@palermo/shared/cases/record.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import { columnOf } from '@palermo/shared/records/fields.ts'
import { awaitAtCommit, type RequestContext, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { rulebookOf } from '../rulebook.ts'
import { writeTexts } from '../texts.ts'
import { checkAct, type Subject, transition } from '../transition.ts'
import { type CaseFacts, factsOfRecords } from './facts.ts'
import type { Rows, StoredRow } from './rows.ts'
import type { Shown } from './shown.ts'
import { placeOf, type Sent, sentIn, textsSent } from './texts.ts'

type Input = Readonly<Record<string, unknown>>
type Act = Input & { action: string; version: number }

/** The arguments of hand-written code around an action. */
export interface Acting<I = Act, R = StoredRow> {
  db: Database
  tx: Tx
  actor: Actor
  input: I
  row: R
}
export interface ActionByHand {
  /** Refuses the action, or returns further columns that the action sets. */
  before?: (acting: Acting) => Promise<Input | undefined>
  after?: (acting: Acting) => Promise<void>
}

/**
 * Returns the function that takes an action on a record of this type: it checks the right, the version and the status,
 * sets the declared fields and calls `transition`.
 */
export const actorOn = <Y>(
  type: AnyRecordType,
  rows: Rows,
  shown: Shown<Y>,
  byHand: Readonly<Record<string, ActionByHand | undefined>>,
) => {
  const facts = type.dossier === 'case' ? factsOfRecords(type.plural) : undefined
  const effects = new Map(Object.keys(type.actions).map((name) => [name, effectsOf(type, rows, name)]))
  const act = async (acting: Acting, known: CaseFacts | undefined): Promise<void> => {
    const { db, tx, actor, input, row } = acting
    const { action } = input
    const subject = subjectOf(rows, row, known)
    checkAct(actor, type.workflow, subject, input)
    const more = await byHand[action]?.before?.(acting)
    const { texts, ...effect } = effects.get(action)?.(tx, row, input, more ?? {}) ?? { texts: [] }
    await transition(tx, actor, await rulebookOf(db, tx.sql), type.workflow, subject, input, effect)
    if (texts.length > 0) awaitAtCommit(tx, writeTexts(tx, db.ring, actor, texts))
    await byHand[action]?.after?.(acting)
  }
  return async (db: Database, who: RequestContext, id: string, input: Act): Promise<Y> => {
    const present = await write(db, who, {
      first: (sql) => Promise.all([rows.one(sql, id), facts?.(sql, id) ?? []]),
      work: async (tx, actor, [[row], [known]]) => {
        if (row === undefined || (facts !== undefined && known === undefined)) throw new Problem('not-found')
        await act({ db, tx, actor, input, row }, known)
        return shown.answer(db, tx, actor, id)
      },
    })
    return present()
  }
}

const subjectOf = (rows: Rows, row: StoredRow, known: CaseFacts | undefined): Subject => ({
  ...row,
  urgency: known?.urgency ?? 'routine',
  childProcedure: known?.childProcedure ?? false,
  parties: rows.parties(row),
  ...(known === undefined
    ? {}
    : { compartments: known.compartments, caseRuns: runningCases.some((status) => status === known.status) }),
})

/** Returns the effects of one action on its row: columns, codes for the history, parties that change, and texts. */
const effectsOf = (type: AnyRecordType, rows: Rows, name: string) => {
  const { fields, stamps } = type.actions[name] ?? {}
  const sent = sentIn(type, fields)
  const codes = sent.stored.filter(({ field }) => type.allFields[field]?.kind === 'code')
  const held = new Set(Object.values(type.parties).flatMap(({ agency, person, unless }) => [agency, person, unless]))
  return (tx: Tx, row: StoredRow, input: Act, more: Input) => {
    const fresh = {
      ...more,
      ...sentValues(sent, input),
      ...(stamps === undefined ? {} : { [stamps]: tx.now }),
    }
    const names = Object.keys(fresh)
    return {
      set: Object.fromEntries(
        Object.entries(fresh).map(([field, value]) => [columnOf(field), columnValue(field, value)]),
      ),
      changes: Object.fromEntries(
        codes.flatMap(({ as }) => (typeof input[as] === 'string' ? [[as, String(input[as])]] : [])),
      ),
      ...(names.some((field) => held.has(field)) ? { after: rows.parties({ ...row, ...fresh }) } : {}),
      ...placeOf(type, row),
      texts: textsSent(type, sent, row, input),
    }
  }
}

const sentValues = ({ stored }: Sent, input: Input): Record<string, unknown> =>
  Object.fromEntries(stored.flatMap(({ as, field }) => (input[as] === undefined ? [] : [[field, input[as]]])))

/** Returns the value if a column can hold it. @throws Error for any other value */
const columnValue = (field: string, value: unknown) => {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value
  throw new Error(`the value of ${field} is none of a column`)
}

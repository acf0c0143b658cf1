import type { Actor } from '@palermo/shared/actor.ts'
import { type Contracted, type ContractsOf, contractsOf, replyFields } from '@palermo/shared/records/contracts-of.ts'
import type { HandWritten } from '@palermo/shared/records/declaration.ts'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { z } from 'zod'
import type { RequestContext, Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import type { Retry } from '../idempotency.ts'
import { textsOf } from '../texts.ts'
import { type ActionByHand, actorOn } from './act.ts'
import { type CreationByHand, creatorOf } from './create.ts'
import type { CaseFacts } from './facts.ts'
import { lister } from './list.ts'
import { presenterOf, type Rows, rowsOfType } from './rows.ts'
import { type Shown, shownBy } from './shown.ts'

type New<T extends Contracted> = z.output<ContractsOf<T>['New']>
type Act<T extends Contracted> = z.output<T['Act']>
type Reply<T extends Contracted> = z.output<ContractsOf<T>['Reply']>
type Row<D extends PgTable> = D['$inferSelect']
type Columns<D extends PgTable> = Partial<D['$inferInsert']>

/** The database layer of a record type, derived from its declaration. */
export interface DerivedRecord<T extends Contracted, Y> {
  type: T
  contracts: ContractsOf<T>
  /** Lists the records; undefined for a type that declares no list. */
  list:
    | ((
        db: Database,
        who: RequestContext,
        query: z.output<ContractsOf<T>['Query']>,
      ) => Promise<z.output<ContractsOf<T>['Page']>>)
    | undefined
  /** Reads one record. @throws Problem not-found */
  read: (db: Database, who: RequestContext, id: string) => Promise<Y>
  /** Creates a record. @throws Problem not-found, wrong-status for a case that has ended, not-allowed, key-reused */
  create: (db: Database, who: RequestContext, retry: Retry, input: New<T>) => Promise<Y>
  /** Takes an action on a record. @throws Problem not-found, not-allowed, changed-meanwhile, wrong-status */
  act: (db: Database, who: RequestContext, id: string, input: Act<T>) => Promise<Y>
}

interface Step {
  db: Database
  tx: Tx
  actor: Actor
}
interface Creating<T extends Contracted> extends Step {
  id: string
  input: New<T>
  /** The facts of the case, for a type with a dossier. */
  known: T['dossier'] extends 'case' ? CaseFacts : undefined
}
interface Acting<T extends Contracted, K, R> extends Step {
  input: Extract<Act<T>, { action: K }>
  row: R
}
/**
 * The type of hand-written parts. `before` refuses, or returns further columns; `after` has effects on other records.
 */
type Parts<G, W, M, B> = Pick<
  {
    before: (given: G) => Promise<M | undefined>
    after: (given: W) => Promise<void>
  },
  Extract<B, HandWritten>
>
type Named<A> = A extends { byHand: readonly (infer B)[] } ? B : never

/** The type of exactly those hand-written parts that the declaration names. */
export type ByHand<T extends Contracted, D extends PgTable> = (Named<T['create']> extends never
  ? unknown
  : { create: Parts<Creating<T>, Creating<T> & { row: Row<D> }, Columns<D>, Named<T['create']>> }) & {
  [K in keyof T['actions'] as Named<T['actions'][K]> extends never ? never : K]: Parts<
    Acting<T, K, Row<D>>,
    Acting<T, K, Row<D>>,
    Columns<D>,
    Named<T['actions'][K]>
  >
}

type Needs<T extends Contracted, D extends PgTable> = keyof ByHand<T, D> extends never
  ? unknown
  : { byHand: ByHand<T, D> }

/**
 * Derives list, read, create and act of a record type from its declaration. `byHand` contains the hand-written parts
 * that the declaration names; `shown` reads and presents a record whose reply has more than the fields of the
 * declaration.
 */
export function derivedRecord<T extends Contracted, D extends PgTable>(
  type: T,
  table: D,
  ...parts: unknown extends Needs<T, D> ? [] : [Needs<T, D>]
): DerivedRecord<T, Reply<T>>
export function derivedRecord<T extends Contracted, D extends PgTable, Y>(
  type: T,
  table: D,
  parts: { shown: Shown<Y> } & Needs<T, D>,
): DerivedRecord<T, Y>
export function derivedRecord(
  type: Contracted,
  table: PgTable,
  { shown, byHand = {} }: { shown?: Shown<unknown>; byHand?: object } = {},
): unknown {
  const rows = rowsOfType(type, table)
  const own = shown ?? shownOf(type, rows)
  return {
    type,
    contracts: contractsOf(type),
    list: lister(type, rows),
    read: own.read,
    create: creatorOf(type, table, rows, own, (byHand as { create?: CreationByHand }).create),
    act: actorOn(type, rows, own, byHand as Readonly<Record<string, ActionByHand>>),
  }
}

/**
 * Returns the functions that read and present a record as its declaration states: with its fields, and those of its
 * texts that the reader may open.
 */
const shownOf = (type: Contracted, rows: Rows): Shown<unknown> => {
  const present = presenterOf(type, rows, replyFields(type))
  const sealed = Object.values(type.allFields).some(({ kind }) => kind === 'text')
  if (!sealed)
    return shownBy(
      (sql, id) => [rows.one(sql, id)],
      (db, [[row]], actor) => row && present(db.ring, row, [], actor),
    )
  return shownBy(
    (sql, id) => [rows.one(sql, id), textsOf(sql, id)],
    (db, [[row], texts], actor) => row && present(db.ring, row, texts, actor),
  )
}

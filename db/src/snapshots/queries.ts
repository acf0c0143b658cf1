import type { Actor } from '@palermo/shared/actor.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { Snapshot, SnapshotPage, SnapshotQuery, SnapshotSummary } from '@palermo/shared/snapshots/contract.ts'
import { partiesOfSnapshot, snapshotWorkflow } from '@palermo/shared/snapshots/record.ts'
import { columns, method, statisticsTableNames } from '@palermo/shared/statistics/tables.ts'
import { availableActions } from '@palermo/shared/workflow.ts'
import { z } from 'zod'
import { type Db, type RequestContext, read, type Tx } from '../actor.ts'
import { cursorOf, pageFrom } from '../keyset.ts'
import { flag, type RowRead, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { tablesOf } from '../statistics/presented.ts'
import { snapshots } from './table.ts'

const snapshotRows = rowsOf({
  id: snapshots.id,
  version: snapshots.version,
  status: snapshots.status,
  week: snapshots.week,
  hash: text,
  draftedAt: snapshots.createdAt,
  signedAt: snapshots.signedAt,
  signedBy: snapshots.signedBy,
  drafterId: snapshots.drafterId,
  hasSecondLead: flag,
  publishedAt: snapshots.publishedAt,
  withdrawnAt: snapshots.withdrawnAt,
  withdrawalReason: snapshots.withdrawalReason,
  agencyId: snapshots.agencyId,
  agencyName: text,
  document: snapshots.document,
  intact: flag,
})
type SnapshotRow = RowRead<typeof snapshotRows>

/** The document of a snapshot as the database wrote it: one line for each cell, in a fixed order. */
const Written = z.object({
  week: z.string(),
  asOf: z.string(),
  /** The cells: table, row, column, and the number that is shown. */
  cells: z.array(z.tuple([z.enum(statisticsTableNames), z.string(), z.enum(columns), z.number().nullable()])),
})

const rows = (sql: SlotSql) => sql`
  select s.id, s.version, s.status, s.week::text, encode(s.hash, 'hex') as hash, s.created_at as "draftedAt", s.signed_at as "signedAt",
      s.signed_by as "signedBy", s.drafter_id as "drafterId", app.has_second_lead(s.id) as "hasSecondLead",
      s.published_at as "publishedAt", s.withdrawn_at as "withdrawnAt", s.withdrawal_reason as "withdrawalReason",
      s.agency_id as "agencyId", a.label as "agencyName", s.document, s.hash = sha256(convert_to(s.document, 'UTF8')) as intact
    from app.snapshots s join app.agencies a on a.id = s.agency_id`

/**
 * Lists all snapshots for a task-force lead, and published snapshots for other users; newest first.
 * @throws Problem bad-request
 */
export const listSnapshots = async (db: Db, who: RequestContext, query: SnapshotQuery): Promise<SnapshotPage> => {
  const [at, id] = cursorOf(query.cursor)
  const { actor, rows: found } = await read(db, who, (sql) => [
    snapshotRows(sql`${rows(sql)}
      where ${at}::timestamptz is null or (s.created_at, s.id) < (${at}::timestamptz, ${id}::uuid)
      order by s.created_at desc, s.id desc limit ${query.limit + 1}`),
  ])
  return pageFrom(
    found[0].map((row) => summaryOf(row, actor)),
    query.limit,
    ({ draftedAt, id: last }) => [draftedAt, last],
  )
}

/** Reads one snapshot. @throws Problem not-found */
export const readSnapshot = async (db: Db, who: RequestContext, id: string): Promise<Snapshot> => {
  const { actor, rows: found } = await read(db, who, (sql) => [snapshotRows(sql`${rows(sql)} where s.id = ${id}`)])
  const [row] = found[0]
  if (!row) throw new Problem('not-found')
  return presentSnapshot(row, actor)
}

export const snapshotIn = async ({ sql }: Tx, id: string): Promise<SnapshotRow> => {
  const [row] = await snapshotRows(sql`${rows(sql)} where s.id = ${id}`)
  if (!row) throw new Problem('not-found')
  return row
}

const summaryOf = (row: SnapshotRow, actor: Actor): SnapshotSummary => {
  const { agencyId, drafterId, hasSecondLead, agencyName: _, document: __, intact: ___, ...summary } = row
  const parties = partiesOfSnapshot({ agencyId, drafterId, hasSecondLead })
  const forAnother = row.status === 'drafted' && hasSecondLead && drafterId === actor.personId
  return { ...summary, forAnother, actions: availableActions(snapshotWorkflow, { status: row.status, parties }, actor) }
}

export const presentSnapshot = (row: SnapshotRow, actor: Actor): Snapshot => {
  const { week, asOf, cells } = Written.parse(JSON.parse(row.document))
  return {
    ...summaryOf(row, actor),
    agencyName: row.agencyName,
    intact: row.intact,
    document: {
      week,
      asOf,
      method,
      tables: tablesOf(cells.map(([table, line, column, shown]) => ({ table, row: line, column, shown }))),
    },
  }
}

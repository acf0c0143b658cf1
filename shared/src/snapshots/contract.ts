import { z } from 'zod'
import { pageOf } from '../page.ts'
import { replyOf } from '../records/replies.ts'
import { Statistics } from '../statistics/contract.ts'
import { snapshot } from './record.ts'

/** A snapshot in a list, the same for all readers. `hash` is the SHA-256 of the document in hexadecimal. */
export const SnapshotSummary = replyOf(snapshot, [
  'week',
  'signedAt',
  // The signer is not the drafter unless the task force had no second lead; null before signing.
  'signedBy',
  'publishedAt',
  'withdrawnAt',
  'withdrawalReason',
]).extend({
  hash: z.string(),
  draftedAt: z.iso.datetime(),
  /** Whether the reader drafted the snapshot, so that another task-force lead has to sign it. */
  forAnother: z.boolean(),
})
export type SnapshotSummary = z.infer<typeof SnapshotSummary>

/** The frozen content of a snapshot: the published figures on persons of one week, and the method. */
export const SnapshotDocument = Statistics.pick({ week: true, asOf: true, method: true, tables: true })
export type SnapshotDocument = z.infer<typeof SnapshotDocument>

export const Snapshot = SnapshotSummary.extend({
  document: SnapshotDocument,
  /** Whether the document still has its recorded hash. */
  intact: z.boolean(),
  agencyName: z.string(),
})
export type Snapshot = z.infer<typeof Snapshot>

export const SnapshotPage = pageOf(SnapshotSummary)
export type SnapshotPage = z.infer<typeof SnapshotPage>

export const SnapshotQuery = z.strictObject({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type SnapshotQuery = z.infer<typeof SnapshotQuery>

export const NewSnapshot = z.strictObject({
  /** A Monday for which figures were counted. */
  week: z.iso.date().refine((day) => day >= '2000-01-01' && day < '2100-01-01', 'must be of this century'),
})
export type NewSnapshot = z.infer<typeof NewSnapshot>

export const ActOnSnapshot = snapshot.Act
export type ActOnSnapshot = z.infer<typeof ActOnSnapshot>

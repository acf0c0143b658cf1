import { z } from 'zod'
import { Mark } from '../deadlines/contract.ts'
import { MovesPage, movesPageQuery } from '../deadlines/moves.ts'
import { Limit, limitUnits, Profile } from '../deadlines/profile.ts'
import { rulingParts } from './compare.ts'

/** One version that was published, and what it moved. */
export const ProfileVersion = z.object({
  version: z.string(),
  loadedAt: z.iso.datetime(),
  byName: z.string().nullable(),
  moveRunning: z.boolean(),
  /** Null while a worker still moves clocks that run, and where none were to move. */
  movedAt: z.iso.datetime().nullable(),
  moved: z.int(),
})
export type ProfileVersion = z.infer<typeof ProfileVersion>

/** A jurisdiction's numbers, as the list shows them. */
export const ProfileSummary = z.object({
  code: z.string(),
  name: z.string(),
  version: z.string(),
  inForce: z.boolean(),
  rules: z.int(),
  /** Statutory limits that were not verified against their source. */
  unverified: z.int(),
  /** Rules whose clock no action starts yet. */
  unused: z.int(),
  versions: z.array(ProfileVersion),
})
export type ProfileSummary = z.infer<typeof ProfileSummary>
export const ProfileList = z.object({ items: z.array(ProfileSummary) })

/** Valid and still doubtful: below what a treaty asks at least. */
export const Warning = z.object({
  key: z.string(),
  least: z.object({ value: z.int(), unit: z.enum(limitUnits) }),
  source: z.string(),
})

/** A profile as one version has it. */
export const ProfileDocument = z.object({
  document: Profile,
  inForce: z.boolean(),
  /** What the next version would be called. */
  nextVersion: z.string(),
  warnings: z.array(Warning),
  /** Keys of rules whose clock no action starts yet: law that is written down and not counted. */
  unused: z.array(z.string()),
  /** What the reader may do with this version. */
  actions: z.array(z.enum(['edit', 'put-in-force'])),
})
export type ProfileDocument = z.infer<typeof ProfileDocument>

export const ProfileQuery = z.strictObject({ version: z.string().max(20).optional() })
export const ByCode = z.object({ code: z.string().max(40) })

const Said = z.object({ limit: Limit, source: z.string(), mark: Mark, verifiedOn: z.iso.date().nullable() })

/** What would change for whom. */
export const ProfilePreview = z.object({
  changes: z.array(
    z.object({
      key: z.string(),
      variant: z.int(),
      before: Said.nullable(),
      after: Said.nullable(),
      parts: z.array(z.enum(rulingParts)),
    }),
  ),
  warnings: z.array(Warning),
  /** Clocks that run and would be due at another time, if they were moved. */
  moves: MovesPage,
})
export type ProfilePreview = z.infer<typeof ProfilePreview>

export const PreviewProfile = z.strictObject({ document: Profile, ...movesPageQuery })
export type PreviewProfile = z.infer<typeof PreviewProfile>
/** Running deadlines stay unchanged, unless the publisher chooses to move them. */
export const PublishProfile = z.strictObject({ document: Profile, moveRunning: z.boolean().default(false) })
export type PublishProfile = z.infer<typeof PublishProfile>

/** Done at once by the founding administrator, else asked of another agency. */
export const PutInForce = z.object({ isDone: z.boolean() })
export type PutInForce = z.infer<typeof PutInForce>

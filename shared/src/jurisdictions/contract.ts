import { z } from 'zod'
import { Mark } from '../deadlines/contract.ts'
import { MovesPage, movesPageQuery } from '../deadlines/moves.ts'
import { Limit, limitUnits, Profile } from '../deadlines/profile.ts'
import { appliedRuleParts } from './compare.ts'

/** A published version of a profile, with the number of running deadlines that its publication moved. */
export const ProfileVersion = z.object({
  version: z.string(),
  loadedAt: z.iso.datetime(),
  byName: z.string().nullable(),
  moveRunning: z.boolean(),
  /** When running deadlines were moved; null until a worker has finished, or if no deadline had to be moved. */
  movedAt: z.iso.datetime().nullable(),
  moved: z.int(),
})
export type ProfileVersion = z.infer<typeof ProfileVersion>

/** A jurisdiction in the list. */
export const ProfileSummary = z.object({
  code: z.string(),
  name: z.string(),
  version: z.string(),
  inForce: z.boolean(),
  rules: z.int(),
  /** The number of statutory limits that were not checked in their source. */
  unverified: z.int(),
  /** The number of rules for deadlines that no action starts yet. */
  unused: z.int(),
  versions: z.array(ProfileVersion),
})
export type ProfileSummary = z.infer<typeof ProfileSummary>
export const ProfileList = z.object({ items: z.array(ProfileSummary) })

/** A warning for a valid profile: a limit is below the minimum of a treaty. */
export const Warning = z.object({
  key: z.string(),
  least: z.object({ value: z.int(), unit: z.enum(limitUnits) }),
  source: z.string(),
})

/** A profile in one version. */
export const ProfileDocument = z.object({
  document: Profile,
  inForce: z.boolean(),
  /** The number that the next version gets. */
  nextVersion: z.string(),
  warnings: z.array(Warning),
  /** The keys of rules for deadlines that no action starts yet, so that these deadlines never run. */
  unused: z.array(z.string()),
  /**
   * The keys of rules that this version takes from the record types, because the version has no rule of its own. Such a
   * rule is a local standard, not law.
   */
  defaults: z.array(z.string()),
  /** What the reader may do with this version. */
  actions: z.array(z.enum(['edit', 'put-in-force'])),
})
export type ProfileDocument = z.infer<typeof ProfileDocument>

export const ProfileQuery = z.strictObject({ version: z.string().max(20).optional() })
export const ByCode = z.object({ code: z.string().max(40) })

const Said = z.object({ limit: Limit, source: z.string(), mark: Mark, verifiedOn: z.iso.date().nullable() })

/** The preview of a new version: what its publication would change. */
export const ProfilePreview = z.object({
  changes: z.array(
    z.object({
      key: z.string(),
      variant: z.int(),
      before: Said.nullable(),
      after: Said.nullable(),
      parts: z.array(z.enum(appliedRuleParts)),
    }),
  ),
  warnings: z.array(Warning),
  /** The running deadlines that would get another due time if they were moved. */
  moves: MovesPage,
})
export type ProfilePreview = z.infer<typeof ProfilePreview>

export const PreviewProfile = z.strictObject({ document: Profile, ...movesPageQuery })
export type PreviewProfile = z.infer<typeof PreviewProfile>
/** A new version to publish. Running deadlines stay unchanged, unless `moveRunning` is true. */
export const PublishProfile = z.strictObject({ document: Profile, moveRunning: z.boolean().default(false) })
export type PublishProfile = z.infer<typeof PublishProfile>

/**
 * The result of a request to put a profile in force. `isDone`: true if the founding administrator put it in force at
 * once; false if another agency was asked for approval.
 */
export const PutInForce = z.object({ isDone: z.boolean() })
export type PutInForce = z.infer<typeof PutInForce>

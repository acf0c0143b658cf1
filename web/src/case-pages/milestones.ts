import type { Milestone as MilestoneShape } from '@palermo/shared/cases/contract.ts'
import { type Stage, stagesOf, type Track } from '@palermo/shared/cases/tracks.ts'
import type { z } from 'zod'

export type Milestone = z.infer<typeof MilestoneShape>

/**
 * The usual next milestone of a track, as a suggestion and never a condition. For justice and immigration no first
 * milestone is suggested: the person's wish or the law begins these tracks, and no page asks for that wish. A decision
 * on stay ends the usual order of the immigration track, and an appeal is never suggested.
 */
const usual: Record<Track, readonly Stage[]> = {
  protection: stagesOf.protection,
  justice: ['reported', 'investigating', 'charged', 'in-court', 'decided'],
  immigration: ['bar-to-removal', 'status-requested', 'stay-granted'],
}
const ending: readonly Stage[] = ['stay-refused', 'return-prepared', 'appeal']

export const nextMilestone = (track: Track, reached: readonly Milestone[]): Stage | undefined => {
  if (track !== 'protection' && reached.length === 0) return undefined
  if (reached.some(({ stage }) => ending.includes(stage))) return undefined
  const last = Math.max(-1, ...reached.map(({ stage }) => usual[track].indexOf(stage)))
  return usual[track][last + 1]
}

/** Milestones in the order of their dates; those of one day in their usual order. */
export const inOrder = (track: Track, milestones: readonly Milestone[]): Milestone[] => {
  const places = stagesOf[track] as readonly Stage[]
  return milestones.toSorted(
    (one, other) =>
      one.reachedOn.localeCompare(other.reachedOn) || places.indexOf(one.stage) - places.indexOf(other.stage),
  )
}

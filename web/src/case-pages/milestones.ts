import type { Milestone as MilestoneShape } from '@palermo/shared/cases/contract.ts'
import { type Stage, stagesOf, type Track } from '@palermo/shared/cases/tracks.ts'
import type { z } from 'zod'

export type Milestone = z.infer<typeof MilestoneShape>

/**
 * The usual order of the milestones of each track, from which `nextMilestone` suggests the next; other milestones can
 * be recorded too. Justice and immigration suggest no first milestone, because the person's wish or the law begins
 * these tracks.
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

/** Sorts milestones by date; milestones of the same day have the usual order of the track. */
export const inOrder = (track: Track, milestones: readonly Milestone[]): Milestone[] => {
  const places = stagesOf[track] as readonly Stage[]
  return milestones.toSorted(
    (one, other) =>
      one.reachedOn.localeCompare(other.reachedOn) || places.indexOf(one.stage) - places.indexOf(other.stage),
  )
}

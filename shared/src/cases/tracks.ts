import type { Compartment } from '../compartments.ts'

/** The three tracks of a case, which run side by side: no track waits for another. */
export const tracks = ['protection', 'justice', 'immigration'] as const
export type Track = (typeof tracks)[number]

/** The milestones in their usual order; a case may skip any of them. */
export const stagesOf = {
  protection: [
    'met',
    'safe-tonight',
    'needs-assessed',
    'plan-agreed',
    'services-under-way',
    'solution-agreed',
    'followed-up',
  ],
  justice: ['reported', 'investigating', 'charged', 'in-court', 'decided', 'appeal'],
  immigration: ['bar-to-removal', 'status-requested', 'stay-granted', 'stay-refused', 'return-prepared'],
} as const satisfies Record<Track, readonly string[]>

export const stages = [...stagesOf.protection, ...stagesOf.justice, ...stagesOf.immigration] as const
export type Stage = (typeof stages)[number]

/** The compartment that holds the milestones of each track. */
export const compartmentOf: Record<Track, Compartment> = { protection: 'C0', justice: 'C5', immigration: 'C4' }

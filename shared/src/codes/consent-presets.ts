import { z } from 'zod'

/** Three sentences that a tired person can agree to at night, one by one; everything else is asked when she is ready. */
export const consentPresets = ['bed-tonight', 'see-a-doctor', 'talk-to-a-lawyer'] as const

export const ConsentPreset = z.enum(consentPresets)
export type ConsentPreset = z.infer<typeof ConsentPreset>

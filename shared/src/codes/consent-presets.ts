import { z } from 'zod'

/**
 * Three consents that a tired person can give at night, one by one; all others are asked for when the person is ready.
 */
export const consentPresets = ['bed-tonight', 'see-a-doctor', 'talk-to-a-lawyer'] as const

export const ConsentPreset = z.enum(consentPresets)
export type ConsentPreset = z.infer<typeof ConsentPreset>

import { z } from 'zod'

/**
 * Three consents that a tired person can give at night, each separately. All other consents are asked for after the
 * person has rested.
 */
export const consentPresets = ['bed-tonight', 'see-a-doctor', 'talk-to-a-lawyer'] as const

export const ConsentPreset = z.enum(consentPresets)
export type ConsentPreset = z.infer<typeof ConsentPreset>

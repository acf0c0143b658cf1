import { z } from 'zod'

/**
 * The compartments of a case. C0 shell · C1 identity · C2 whereabouts · C3 medical and psychosocial · C4 immigration
 * status · C5 investigation · C6a what the victim is owed · C6b asset tracing · C7 corruption · C8 privileged notes.
 */
export const compartments = ['C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6a', 'C6b', 'C7', 'C8'] as const
export const Compartment = z.enum(compartments)
export type Compartment = z.infer<typeof Compartment>

/**
 * The compartments that hold free text. C0 holds none, because its readers must not learn what happened to the person.
 */
export const sealedCompartments = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6a', 'C6b', 'C7', 'C8'] as const
export const SealedCompartment = z.enum(sealedCompartments)
export type SealedCompartment = z.infer<typeof SealedCompartment>

/** The compartments in use. All other compartments exist in the type only, and writing to them is refused. */
export const openCompartments = ['C1', 'C2', 'C3', 'C4', 'C5'] as const
export const OpenCompartment = z.enum(openCompartments)
export type OpenCompartment = z.infer<typeof OpenCompartment>

/** A text that was decrypted for a reader who may see it. */
export const SealedText = z.object({
  id: z.uuid(),
  compartment: SealedCompartment,
  field: z.string(),
  text: z.string(),
  ownerAgencyId: z.uuid(),
  at: z.iso.datetime(),
})
export type SealedText = z.infer<typeof SealedText>

/**
 * The schema of text that a person enters. Refuses lone surrogates and control characters other than tabs and line
 * breaks: the database cannot store some of them, and a log line must not contain the others.
 */
export const freeText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !forbidden.test(text), 'holds a character that cannot be kept')
// PostgreSQL cannot store U+0000; a lone surrogate becomes invalid UTF-8.
const forbidden = /(?![\t\n\r])\p{Cc}|\p{Cs}/u

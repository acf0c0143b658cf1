import { z } from 'zod'

/** Coded reasons to refuse access; none reveals whether there is anything to read. */
export const refusalReasons = [
  'not-needed-for-task',
  'person-did-not-agree',
  'ask-the-person-first',
  'answer-given-otherwise',
  'basis-not-shown',
] as const

/** Compartments to which one person may grant another access. Whereabouts (C2) need two persons. */
export const askableCompartments = ['C1', 'C3', 'C4', 'C5'] as const
export const AskableCompartment = z.enum(askableCompartments)
export type AskableCompartment = z.infer<typeof AskableCompartment>

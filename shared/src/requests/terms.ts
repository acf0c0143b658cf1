import { z } from 'zod'

/** Coded reasons to refuse access. None of them reveals whether the compartment holds anything. */
export const refusalReasons = [
  'not-needed-for-task',
  'person-did-not-agree',
  'ask-the-person-first',
  'answer-given-otherwise',
  'basis-not-shown',
] as const

/** The compartments to which one person may grant another access. For whereabouts (C2) two persons must approve. */
export const askableCompartments = ['C1', 'C3', 'C4', 'C5'] as const
export const AskableCompartment = z.enum(askableCompartments)
export type AskableCompartment = z.infer<typeof AskableCompartment>

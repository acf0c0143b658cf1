import { z } from 'zod'
import type { Service } from './services.ts'

/**
 * What a person needs in the first 72 hours, most often asked for first.
 * No need names the police: wishes about the authorities stay on the justice track, and the lawyer is how one gets there.
 */
export const needs = [
  'bed',
  'doctor',
  'food-and-clothes',
  'interpreter',
  'legal-advice',
  'safe-transport',
  'child-care',
  'someone-to-talk-to',
  'contact-with-family',
  'documents',
  'money',
  'help-to-communicate',
] as const

export const Need = z.enum(needs)
export type Need = z.infer<typeof Need>

/** Which services answer a need, for an adult, so that searching the directory needs no sex or age. */
const answers: Record<Need, readonly Service[]> = {
  bed: ['shelter-emergency'],
  doctor: ['medical'],
  'food-and-clothes': ['basic-goods'],
  interpreter: ['interpretation'],
  'legal-advice': ['legal-aid'],
  'safe-transport': ['escort-transport'],
  'child-care': ['childcare'],
  'someone-to-talk-to': ['psychosocial'],
  'contact-with-family': ['family-tracing'],
  documents: ['documentation'],
  money: ['financial-aid'],
  'help-to-communicate': ['interpretation'],
}

/** The services to look for in the directory, each once, in the order of the needs; a child is looked for among child shelters and guardians. */
export const servicesFor = (wanted: readonly Need[], procedure: 'child' | 'adult'): Service[] => {
  const found = wanted.flatMap((need) =>
    need === 'bed' && procedure === 'child' ? (['shelter-child', 'foster-care'] as const) : answers[need],
  )
  return [...new Set<Service>(procedure === 'child' ? [...found, 'guardian-advocate'] : found)]
}

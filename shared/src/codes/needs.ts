import { z } from 'zod'
import type { Service } from './services.ts'

/**
 * The needs of a person in the first 72 hours, most frequent first. Deliberately no need names the police: the person's
 * wishes about authorities belong to the justice track and are discussed with the lawyer.
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

/**
 * The services that meet a need of an adult. They do not depend on sex or age, so that a search in the directory
 * reveals neither.
 */
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

/**
 * Returns the services to search for in the directory, each once, in the order of the needs. For a child only child
 * shelters and guardians are searched for.
 */
export const servicesFor = (wanted: readonly Need[], procedure: 'child' | 'adult'): Service[] => {
  const found = wanted.flatMap((need) =>
    need === 'bed' && procedure === 'child' ? (['shelter-child', 'foster-care'] as const) : answers[need],
  )
  return [...new Set<Service>(procedure === 'child' ? [...found, 'guardian-advocate'] : found)]
}

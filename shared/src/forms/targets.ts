import { z } from 'zod'
import { exploitationForms } from '../codes/exploitation-forms.ts'
import type { Compartment } from '../compartments.ts'

/**
 * The typed columns that a field may fill, each with its compartment. A form that assigns a column to another
 * compartment is refused, so that no form can move identity into C0.
 */
export const targetCompartments = {
  'person.under-18': 'C0',
  'person.age-band': 'C0',
  'person.language': 'C0',
  'person.interpreter': 'C0',
  'person.known-as': 'C1',
  'person.given-name': 'C1',
  'person.family-name': 'C1',
  'person.birth-date': 'C1',
  'person.birth-year': 'C1',
  'person.gender': 'C1',
  'person.nationality': 'C1',
  'person.companions': 'C1',
  'person.child-with': 'C1',
  'person.accompanied': 'C0',
  'person.contact-ways': 'C1',
  'person.contact-details': 'C1',
  'person.risk-flags': 'C1',
  'person.exploitation': 'C1',
  'referral.safe-now': 'C0',
  'referral.wanted': 'C0',
  'referral.vital-interest': 'C0',
  'referral.urgency': 'C0',
  'referral.needs': 'C0',
  'referral.kind': 'C0',
  'referral.receiver': 'C0',
  'referral.wished-outcomes': 'C0',
  'referral.story': 'C1',
  'referral.meeting-point': 'C1',
  'consent.presets': 'C0',
} as const satisfies Record<string, Compartment>

export const mapTargets = Object.keys(targetCompartments) as (keyof typeof targetCompartments)[]

export const MapTarget = z.enum(mapTargets)
export type MapTarget = z.infer<typeof MapTarget>

/** Columns that hold a list and are filled by several tick boxes, each for one code of the list. */
export const listedTargets: Partial<Record<MapTarget, readonly string[]>> = {
  'person.exploitation': exploitationForms,
}

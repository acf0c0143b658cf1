import type { ExploitationForm } from '@palermo/shared/codes/exploitation-forms.ts'
import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import type { FieldKind } from '@palermo/shared/forms/contract.ts'
import type { MapTarget } from '@palermo/shared/forms/targets.ts'

/** Properties of a field that the source does not state, such as its compartment and the column that it fills. */
export interface Choice {
  compartment: 'C0' | OpenCompartment
  mapsTo?: MapTarget
  means?: ExploitationForm
  kind?: FieldKind
  /** The field holds the person's own words or an account of what happened, and may be answered "not asked now". */
  story?: true
  /** The person is asked this question, and may also be asked later. */
  later?: true
  unsure?: true
  asksAnewAfter?: string
}

const shell = { compartment: 'C0' } as const
const identity = { compartment: 'C1' } as const
const asked = { compartment: 'C1', later: true } as const
const story = { compartment: 'C1', story: true } as const
const whereabouts = { compartment: 'C2' } as const
const crime = { compartment: 'C5' } as const
const crimeStory = { compartment: 'C5', story: true } as const

/** A tick by which the first responder states one form of exploitation; several ticks fill the same column. */
const form = (means: ExploitationForm): Choice => ({ compartment: 'C1', mapsTo: 'person.exploitation', means })

const ten = (name: string, choice: Choice) =>
  Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`${name}-${at + 1}`, choice]))

/**
 * C1 holds identity and the account of what happened; C2 where the person is or can be written to; C3 disability and
 * health; C4 immigration references; C5 exploiters, crime references and the wish to help the police, so that the
 * agencies that protect the person do not read it. C0 holds only what decides how the person is received.
 */
export const choices: Record<string, Choice> = {
  reference: identity,
  'user-organisation': identity,
  'fr-location': shell,
  'pv-under-age': { ...shell, mapsTo: 'person.under-18' },
  'local-authority-contacted-about-child-local-authority-name': identity,
  'local-authority-contacted-about-child-local-authority-phone': { ...identity, kind: 'phone' },
  'local-authority-contacted-about-child-local-authority-email': identity,
  'local-authority-contacted-about-child-local-authority-first-name': identity,
  'local-authority-contacted-about-child-local-authority-last-name': identity,
  'pv-under-age-at-time-of-exploitation': identity,
  birthplace: asked,
  family: story,
  education: story,
  'employment-history': story,
  'potential-victim-exploitative-situation-multiple': asked,
  'when-did-the-exploitation-take-place': story,
  'when-did-the-exploitation-take-place-multiple': story,
  'how-did-the-exploitation-start': story,
  'were-they-taken-somewhere-by-their-exploiter': asked,
  'were-they-taken-somewhere-by-their-exploiter-journey-details': story,
  'what-were-they-required-to-do': story,
  'living-conditions': story,
  'how-they-were-treated': story,
  'still-in-exploitative-situation': asked,
  'what-is-keeping-them-in-situation': story,
  'how-why-did-they-leave-the-situation': story,
  'when-last-contact': asked,
  'details-last-contact': crimeStory,
  'is-this-the-first-chance-to-report': asked,
  'yes-the-first-chance-to-report': story,
  'not-sure-the-first-chance-to-report': story,
  'why-report-now': story,
  'modern-slavery-indicators': identity,
  'modern-slavery-indicators-details': identity,
  'where-how-interview-carried-out': identity,
  'professional-insight': identity,
  'evidence-of-dishonesty': crime,
  'evidence-of-dishonesty-details': crime,
  'are-others-involved': identity,
  'are-others-involved-details': identity,
  'where-exploitation-happened': asked,
  ...ten('where-exploitation-happened-uk-city', asked),
  'where-exploitation-happened-other-uk-other-location': story,
  ...ten('where-exploitation-happened-overseas-country', { ...asked, kind: 'country' }),
  'where-exploitation-happened-other-overseas-other-location': story,
  'current-pv-location-uk-city': { ...whereabouts, later: true, unsure: true },
  'current-pv-location-uk-region': { ...whereabouts, later: true, unsure: true },
  'who-exploited-pv': crimeStory,
  'exploiters-location': { ...crime, later: true },
  'are-exploiters-in-the-uk': { ...crime, later: true },
  'exploiters-current-location-details': crimeStory,
  'types-of-exploitation-forced-to-work': form('forced-labour'),
  'types-of-exploitation-wages-taken': form('other'),
  'types-of-exploitation-forced-to-commit-fraud': form('forced-criminality'),
  'types-of-exploitation-prostitution': form('sexual-exploitation'),
  'types-of-exploitation-child-exploitation': form('sexual-exploitation'),
  'types-of-exploitation-taken-somewhere': form('sexual-exploitation'),
  'types-of-exploitation-forced-to-commit-crime': form('forced-criminality'),
  'types-of-exploitation-organs-removed': form('organ-removal'),
  'types-of-exploitation-unpaid-household-work': form('servitude'),
  'types-of-exploitation-other': form('other'),
  'other-exploitation-details': story,
  'any-other-pvs': identity,
  'other-potential-victims-yes-details': story,
  'other-potential-victims-not-sure-details': story,
  'future-exploitation-concerns': identity,
  'future-exploitation-reasons': identity,
  'reported-to-police': { ...crime, later: true },
  'reported-to-police-police-forces': crime,
  'reported-to-police-crime-reference': crime,
  'authorities-cooperation': { ...crime, later: true },
  'authorities-cooperation-details': crimeStory,
  'pv-want-to-submit-nrm': { ...shell, mapsTo: 'referral.wanted', asksAnewAfter: 'pv-under-age' },
  'refuse-nrm': story,
  'pv-gender': { ...identity, mapsTo: 'person.gender' },
  'pv-nationality': { ...asked, kind: 'nationality', mapsTo: 'person.nationality', unsure: true },
  'pv-nationality-second': { ...identity, kind: 'nationality' },
  'pv-name-first-name': { ...asked, mapsTo: 'person.given-name' },
  'pv-name-last-name': { ...asked, mapsTo: 'person.family-name' },
  'pv-name-nickname': { ...identity, mapsTo: 'person.known-as' },
  'pv-contact-details': asked,
  'pv-contact-details-email-input': identity,
  'pv-contact-details-email-check': identity,
  'pv-contact-details-street': whereabouts,
  'pv-contact-details-town': whereabouts,
  'pv-contact-details-county': whereabouts,
  'pv-contact-details-postcode': whereabouts,
  'pv-contact-details-post-check': identity,
  'does-pv-need-support': asked,
  'pv-phone-number': asked,
  'pv-phone-number-yes': { ...identity, mapsTo: 'person.contact-details' },
  'pv-phone-number-alternative': identity,
  'alternative-number-relation-to-pv': identity,
  'no-contact-details': identity,
  'pv-dob': { ...asked, unsure: true, mapsTo: 'person.birth-date' },
  'does-pv-have-children': asked,
  'does-pv-have-children-yes-amount': identity,
  'pv-interpreter-requirements': { ...shell, mapsTo: 'person.interpreter' },
  'pv-interpreter-requirements-language': { ...shell, kind: 'language', mapsTo: 'person.language' },
  'pv-other-help-with-communication': { compartment: 'C3', later: true },
  'pv-other-help-with-communication-aid': { compartment: 'C3' },
  'pv-ho-reference': { compartment: 'C4', later: true },
  'pv-ho-reference-type': { compartment: 'C4' },
  'who-contact': identity,
  'someone-else': identity,
  'someone-else-first-name': identity,
  'someone-else-last-name': identity,
  'someone-else-email-input': identity,
  'someone-else-street': identity,
  'someone-else-town': identity,
  'someone-else-county': identity,
  'someone-else-postcode': identity,
  'someone-else-permission-check': identity,
  'fr-details-first-name': identity,
  'fr-details-last-name': identity,
  'fr-details-role': identity,
  'fr-details-phone': { ...identity, kind: 'phone' },
  'fr-alternative-contact': identity,
  'upload-file': identity,
  'what-evidence-you-will-submit': identity,
}

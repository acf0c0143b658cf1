import { ageBands } from './age-bands.ts'
import { consentPresets } from './consent-presets.ts'
import { contactWays } from './contact-ways.ts'
import { countries, nationalities } from './countries.ts'
import { declineReasons } from './decline-reasons.ts'
import { exploitationBases, exploitationForms } from './exploitation-forms.ts'
import { genders } from './genders.ts'
import { languages } from './languages.ts'
import { needs } from './needs.ts'
import { riskFlags } from './risk-flags.ts'
import { services } from './services.ts'
import { urgencies } from './urgency.ts'
import { wishedOutcomes } from './wished-outcomes.ts'
import { withdrawalReasons } from './withdrawal-reasons.ts'

/** Every code list by the name that forms, profiles and catalogues use. */
export const codeLists = {
  'age-bands': ageBands,
  'consent-presets': consentPresets,
  'contact-ways': contactWays,
  countries,
  'decline-reasons': declineReasons,
  'exploitation-bases': exploitationBases,
  'exploitation-forms': exploitationForms,
  genders,
  languages,
  nationalities,
  needs,
  'risk-flags': riskFlags,
  services,
  urgencies,
  'wished-outcomes': wishedOutcomes,
  'withdrawal-reasons': withdrawalReasons,
} as const satisfies Record<string, readonly string[]>

export type CodeListName = keyof typeof codeLists

export const codeListNames = Object.keys(codeLists) as CodeListName[]

/**
 * Returns the catalogue key of a code's label. Countries and languages that ISO knows are named by `Intl.DisplayNames`
 * instead.
 */
export const codeLabelKey = (list: CodeListName, code: string): string => `codes.${list}.${code}`

/**
 * The lists whose labels `Intl.DisplayNames` has in every language. Codes of other lists have labels in the catalogue.
 */
export const namedByIso: Partial<Record<CodeListName, 'language' | 'region'>> = {
  languages: 'language',
  countries: 'region',
  nationalities: 'region',
}

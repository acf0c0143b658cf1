import type { Sector } from '../actor.ts'
import type { Service } from '../codes/services.ts'
import type { Answers } from '../forms/answers.ts'
import type { Form } from '../forms/contract.ts'
import { mapped } from '../forms/mapping.ts'
import { legalBases, type purposes } from '../lawful-grounds.ts'

/**
 * The legal basis of a referral. A form that asks neither for consent nor for danger states none, and none is assumed.
 */
export const referralBases = [...legalBases, 'not-stated'] as const
export type ReferralBasis = (typeof referralBases)[number]

/**
 * Returns the legal basis that the answers state: for a child guardian and best interest, whatever the other answers
 * are; for an adult consent, or a danger to life if the person could not be asked.
 */
export const basisOf = (form: Form, answers: Answers, child: boolean): ReferralBasis => {
  if (child) return 'guardian-and-best-interest'
  const values = mapped(form, answers)
  if (values['referral.wanted'] === 'yes') return 'consent'
  return values['referral.vital-interest'] === 'yes' ? 'vital-interest' : 'not-stated'
}

type Purpose = (typeof purposes)[number]

/** The purpose of each authority. All other sectors have the purpose of helping. */
const bySector: Partial<Record<Sector, Purpose>> = {
  police: 'investigation',
  justice: 'prosecution',
  immigration: 'victim-status-determination',
}
const byService: Partial<Record<Service, Purpose>> = {
  medical: 'health',
  psychosocial: 'health',
  psychiatric: 'health',
  'legal-aid': 'legal-aid',
  'voluntary-return': 'return-reintegration',
  reintegration: 'return-reintegration',
  'shelter-emergency': 'immediate-protection',
  'safety-planning': 'immediate-protection',
}

interface Asked {
  kind: 'lead' | 'service'
  services: readonly Service[]
  receiver: Sector
}

/**
 * Returns the purpose for which a referral gives its receiver access: that of the requested services, if all have the
 * same purpose.
 */
export const purposeOf = ({ kind, services, receiver }: Asked): Purpose => {
  const authority = bySector[receiver]
  if (authority) return authority
  const purposes = new Set(services.map((service) => byService[service] ?? 'assistance'))
  const [only] = purposes
  return kind === 'service' && purposes.size === 1 && only !== undefined ? only : 'assistance'
}

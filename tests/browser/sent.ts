import type { Agency } from '@palermo/shared/agencies/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import type { System } from './system.ts'

/** The client's name in the referrals of these tests, which must not be found by people without access to it. */
export const callName = 'Juniper'

const answers = {
  'safe-now': 'yes',
  'under-18': 'no',
  'age-band': '21-29',
  'wants-referral': 'yes',
  urgency: 'tonight',
  needs: ['food-and-clothes', 'someone-to-talk-to'],
  kind: 'lead',
  'known-as': callName,
  'what-happened': 'not-asked-now',
}

/** Creates a complete draft of the sender through the API. */
export const aFullDraft = async (system: System, sender: string, receiver: string): Promise<Draft> => {
  const sends = await system.elsewhere(sender)
  const { items } = await sends<{ items: Agency[] }>('GET', `/agencies?q=${encodeURIComponent(receiver)}`)
  const agency = items.find(({ name }) => name === receiver)
  if (!agency) throw new Error(`${receiver} is not in the directory`)
  return sends<Draft>(
    'POST',
    '/referrals',
    {
      kind: 'lead',
      toAgencyId: agency.id,
      formId: 'intake-short',
      formVersion: 1,
      answers: { ...answers, receiver: agency.id },
    },
    { 'idempotency-key': crypto.randomUUID() },
  )
}

/** Sends a complete referral through the API; the receiver has not answered it yet. */
export const aSentReferral = async (system: System, sender: string, receiver: string): Promise<Referral> => {
  const { referral } = await aFullDraft(system, sender, receiver)
  return act(system, sender, referral, 'send')
}

/** Carries out an action on a referral through the API. */
export const act = async (
  system: System,
  email: string,
  { id, version }: Pick<Referral, 'id' | 'version'>,
  action: string,
  input: object = {},
): Promise<Referral> => {
  const acts = await system.elsewhere(email)
  return acts<Referral>('POST', `/referrals/${id}/actions`, { action, version, ...input })
}

/** Returns the code of the referral's case, which exists once the referral is sent. */
export const codeOf = ({ caseReference }: Referral): string => {
  if (!caseReference) throw new Error('it has no case yet')
  return caseReference
}

import type { Agency } from '@palermo/shared/agencies/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import type { System } from './system.ts'

/** What the person is called in the referrals of these tests: whoever may not know it must not find it. */
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

/** A draft in which nothing is missing, of somebody who sits at another desk. */
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

/** A referral on its way, sent by somebody who sits at another desk. */
export const aSentReferral = async (system: System, sender: string, receiver: string): Promise<Referral> => {
  const { referral } = await aFullDraft(system, sender, receiver)
  return act(system, sender, referral, 'send')
}

/** What somebody at another desk does with it. */
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

/** The code of the case that it belongs to, which every referral has once it is sent. */
export const codeOf = ({ caseReference }: Referral): string => {
  if (!caseReference) throw new Error('it has no case yet')
  return caseReference
}

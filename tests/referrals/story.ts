import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { v7 } from 'uuid'
import type { TaskForce, TestPerson } from '../task-force.ts'

/** The fewest answers about a consenting adult with which a referral can be sent. */
export const adult: Answers = {
  'safe-now': 'yes',
  'under-18': 'no',
  'age-band': '21-29',
  'wants-referral': 'yes',
  urgency: 'soon',
  needs: ['bed', 'doctor'],
  kind: 'lead',
  'known-as': 'Canary Name',
  'what-happened': 'Canary story of what happened.',
  'wished-outcomes': [],
}

export const aDraft = async (
  force: TaskForce,
  sender: TestPerson,
  toAgencyId: string,
  answers: Answers = adult,
  kind: 'lead' | 'service' = 'lead',
) => {
  const reply = await force.as(sender)<Draft>(
    'POST',
    '/referrals',
    { kind, toAgencyId, formId: 'intake-short', formVersion: 1, answers: { ...answers, kind } },
    { 'idempotency-key': v7() },
  )
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body))
  return reply.body.referral
}

export const act = (
  force: TaskForce,
  person: TestPerson,
  referral: Pick<Referral, 'id' | 'version'>,
  action: string,
  input: object = {},
) =>
  force.as(person)<Referral>('POST', `/referrals/${referral.id}/actions`, {
    action,
    version: referral.version,
    ...input,
  })

/** Makes a referral that `sender` has sent to an agency. */
export const aSentReferral = async (
  force: TaskForce,
  sender: TestPerson,
  toAgencyId: string,
  answers: Answers = adult,
  kind: 'lead' | 'service' = 'lead',
) => {
  const draft = await aDraft(force, sender, toAgencyId, answers, kind)
  const sent = await act(force, sender, draft, 'send')
  if (sent.status !== 200) throw new Error(JSON.stringify(sent.body))
  return sent.body
}

/**
 * Makes a case that the agency of `lead` leads, and that the agency of `server` serves because it accepted a referral
 * by `lead`. Returns the case id.
 */
export const aServedCase = async (
  force: TaskForce,
  lead: TestPerson,
  server: TestPerson,
  answers: Answers = adult,
): Promise<string> => {
  const sent = await aSentReferral(force, lead, server.agencyId, answers, 'service')
  const accepted = await act(force, server, sent, 'accept')
  if (!accepted.body.caseId) throw new Error(JSON.stringify(accepted.body))
  return accepted.body.caseId
}

import type { Alert } from '@palermo/shared/alerts/contract.ts'
import type { FormSource } from '@palermo/shared/forms/contract.ts'
import type { FormVersion } from '@palermo/shared/forms/versions.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { v7 } from 'uuid'
import type { Elsewhere } from './system.ts'

const words = {
  'x.age': 'Is the person under 18?',
  'x.wants': 'Does the person want to be referred?',
  'x.yes': 'Yes',
  'x.no': 'No',
}
const form: FormSource = {
  id: 'short-notice',
  version: 1001,
  purpose: 'referral',
  steps: [
    {
      id: 'age',
      titleKey: 'x.age',
      fields: [
        {
          id: 'age',
          kind: 'yes-no-unsure',
          labelKey: 'x.age',
          required: true,
          compartment: 'C0',
          mapsTo: 'person.under-18',
        },
      ],
    },
    {
      id: 'wants',
      titleKey: 'x.wants',
      fields: [
        {
          id: 'wants',
          kind: 'choice',
          labelKey: 'x.wants',
          required: true,
          compartment: 'C1',
          options: [
            { code: 'yes', labelKey: 'x.yes' },
            { code: 'no', labelKey: 'x.no' },
          ],
        },
      ],
      ends: [{ when: { op: 'equals', field: 'wants', value: 'no' }, outcome: 'notify' }],
    },
  ],
}

/**
 * Sends a notice to authorities in a jurisdiction without a legal duty to
 * notify, by a form that the administrator publishes and then withdraws.
 */
export const aNotice = async (administrator: Elsewhere, officer: Elsewhere, toAgencyId: string): Promise<string> => {
  const keyed = () => ({ 'idempotency-key': v7() })
  const { id, version } = form
  const saved = await administrator<FormVersion>('PUT', `/forms/${id}`, { version, revision: 0, form, words })
  const move = (action: string, revision: number) =>
    administrator<FormVersion>('POST', `/forms/${id}/actions`, { action, version, revision })
  const published = await move('publish', saved.revision)
  const draft = { formId: id, formVersion: version, answers: { age: 'no', wants: 'no' } }
  const { referral } = await officer<Draft>('POST', '/referrals', draft, keyed())
  const notice = { draftId: referral.id, version: referral.version, toAgencyId }
  const sent = await officer<Alert>('POST', '/alerts', notice, keyed())
  await move('withdraw', published.revision)
  return sent.id
}

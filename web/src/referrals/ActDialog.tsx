import { actOfContact, contactOutcomes } from '@palermo/shared/referrals/contacting.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { GiveBack, type OutcomeScore } from '@palermo/shared/referrals/inputs.ts'
import { type ReferralAction, referralWorkflow } from '@palermo/shared/referrals/record.ts'
import { useState } from 'react'
import { z } from 'zod'
import { ActForm } from '../acts/ActForm.tsx'
import type { ActValues } from '../acts/fields.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { hasWords, useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { fieldsOf, verbOf } from './acts.ts'
import { OutcomeScores } from './OutcomeScores.tsx'
import { sideOf } from './side.ts'
import { useActOnReferral } from './useActOnReferral.ts'

type Score = z.infer<typeof OutcomeScore>

interface Props {
  referral: Referral
  action: ReferralAction
  onClose: () => void
}

/** The dialog of one action on a referral, with the fields that the action's contract names. */
export const ActDialog = ({ referral, action, onClose }: Props) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const me = useMe()
  const act = useActOnReferral(referral, onClose)
  const [scores, setScores] = useState<Record<string, Score>>(() =>
    Object.fromEntries(referral.outcomes.map(({ outcome, score }) => [outcome, score ?? 'not-known'])),
  )
  const words = `referrals.acts.${action}`
  const outcomes = contactOutcomes.filter((outcome) => referral.actions.includes(actOfContact[outcome]))
  const side = sideOf(me, referral)
  const named = { from: referral.from.name, to: referral.to?.name ?? '' }
  const agency = (me.agencyId === referral.from.id ? referral.to?.name : referral.from.name) ?? ''
  // A case lead may belong to neither sender nor receiver, and then needs a text that names both agencies.
  const leadKey = [`${words}.lead.${side}`, `${words}.lead`].find(hasWords)
  const scored = { outcomes: Object.entries(scores).map(([outcome, score]) => ({ outcome, score })) }
  return (
    <Dialog
      title={t(verbOf(action, referral))}
      lead={leadKey === undefined ? undefined : t(leadKey, { agency, ...named })}
      isOpen
      onClose={onClose}
    >
      <ActForm
        schema={action === 'start' ? Contact : (referralWorkflow.actions[action].input ?? nothing)}
        fields={fieldsOf(action, t, label, {
          answersForTeam: me.actions.includes('see-team'),
          urgency: referral.urgency,
          outcomes,
          leads: referral.kind === 'lead',
        })}
        words={words}
        verb={verbOf(action, referral)}
        readers={t('compartments.C1.readers')}
        initial={initialOf(referral, action)}
        rest={action === 'complete' ? scored : {}}
        danger={action === 'discard' || action === 'give-back' || action === 'close-unstarted'}
        error={act.error}
        isPending={act.isPending}
        explain={({ outcome }) => outcome && t(`referrals.contact.then.${outcome}`, { agency })}
        onSubmit={(input) => act.mutate(action === 'start' ? contactInput(input) : { ...input, action })}
        onCancel={onClose}
        onReload={act.reload}
      >
        {action === 'complete' && <OutcomeScores scores={scores} onChange={setScores} />}
      </ActForm>
    </Dialog>
  )
}

/**
 * Returns the input with which an action's form opens: the present time for a telephone acceptance or a start, the
 * agency that the receiver suggested for an onward referral, and nothing for other actions.
 */
const initialOf = ({ onwardAgency }: Referral, action: ReferralAction): ActValues => {
  if (action === 'record-phone-acceptance' || action === 'start') return { at: new Date().toISOString() }
  return action === 'refer-onward' && onwardAgency ? { toAgencyId: onwardAgency.id } : {}
}

/** The input of the dialog about a first contact with the person. The selected outcome decides which action is sent. */
const Contact = GiveBack.partial({ reason: true }).extend({ outcome: z.enum(contactOutcomes) })

const contactInput = (input: Record<string, unknown>) => {
  const { outcome, ...rest } = Contact.parse(input)
  const action = actOfContact[outcome]
  return { ...rest, action, ...(action === 'close-unstarted' ? { reason: 'no-longer-wanted' } : {}) }
}

const nothing = z.strictObject({})

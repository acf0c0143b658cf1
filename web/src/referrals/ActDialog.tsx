import './page-messages.ts'
import { seesTeam } from '@palermo/shared/actor.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { OutcomeScore } from '@palermo/shared/referrals/inputs.ts'
import { type ReferralAction, referralWorkflow } from '@palermo/shared/referrals/workflow.ts'
import { useState } from 'react'
import { z } from 'zod'
import { ActForm } from '../acts/ActForm.tsx'
import type { ActValues } from '../acts/fields.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { hasWords, useSay } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { fieldsOf } from './acts.ts'
import { OutcomeScores } from './OutcomeScores.tsx'
import { useActOnReferral } from './useActOnReferral.ts'

type Score = z.infer<typeof OutcomeScore>

interface Props {
  referral: Referral
  action: ReferralAction
  onClose: () => void
}

/** One act on a referral: what its contract asks, and nothing else. */
export const ActDialog = ({ referral, action, onClose }: Props) => {
  const say = useSay()
  const label = useCodeLabel()
  const me = useMe()
  const act = useActOnReferral(referral, onClose)
  const [scores, setScores] = useState<Record<string, Score>>(() =>
    Object.fromEntries(referral.outcomes.map(({ outcome, score }) => [outcome, score ?? 'not-known'])),
  )
  const words = `referrals.acts.${action}`
  const agency = (me.agencyId === referral.from.id ? referral.to?.name : referral.from.name) ?? ''
  const scored = { outcomes: Object.entries(scores).map(([outcome, score]) => ({ outcome, score })) }
  return (
    <Dialog
      title={say(`${words}.verb`)}
      lead={hasWords(`${words}.lead`) ? say(`${words}.lead`, { agency }) : undefined}
      isOpen
      onClose={onClose}
    >
      <ActForm
        schema={referralWorkflow.actions[action].input ?? nothing}
        fields={fieldsOf(action, say, label, {
          answersForTeam: answersForTeam(me.function),
          urgency: referral.urgency,
        })}
        words={words}
        readers={say('compartments.C1.readers')}
        initial={initialOf(referral, action)}
        rest={action === 'complete' ? scored : {}}
        danger={action === 'discard'}
        error={act.error}
        isPending={act.isPending}
        onSubmit={(input) => act.mutate({ ...input, action })}
        onCancel={onClose}
        onReload={act.reload}
      >
        {action === 'complete' && <OutcomeScores scores={scores} onChange={setScores} />}
      </ActForm>
    </Dialog>
  )
}

/** What is most likely meant: the moment of now, the agency that was suggested. */
const initialOf = ({ onwardAgency }: Referral, action: ReferralAction): ActValues => {
  if (action === 'record-phone-acceptance') return { at: new Date().toISOString() }
  return action === 'refer-onward' && onwardAgency ? { toAgencyId: onwardAgency.id } : {}
}

const nothing = z.strictObject({})
const answersForTeam = (fn: string) => seesTeam.some((one) => one === fn)

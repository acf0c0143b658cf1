import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslate } from '../messages.ts'
import { WhoElse } from '../presence/WhoElse.tsx'
import { EmergencyCall } from '../referrals/EmergencyCall.tsx'
import { referralQuery } from '../referrals/queries.ts'
import { nameOf, ReferralBadges, ReferralSentence } from '../referrals/ReferralHead.tsx'
import { WhoSees } from '../referrals/WhoSees.tsx'
import { useMe } from '../session/useSession.ts'
import { Page } from '../ui/Page.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { usePrintLog } from '../usePrintLog.ts'
import { ReferralView } from './ReferralView.tsx'

export const ReferralPage = ({ id, act }: { id: string; act: string | undefined }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const { data: referral } = useSuspenseQuery(referralQuery(id))
  usePrintLog(`/referrals/${id}`)
  const me = useMe()
  // True if the reader's agency sent the referral and waits for an answer: until acceptance, the person is still with
  // the sender.
  const waits = referral.from.id === me.agencyId && ['sent', 'received', 'queried'].includes(referral.status)
  return (
    <Page
      title={nameOf(referral, t)}
      windowTitle={referral.caseReference ?? t('referrals.title')}
      beside={<ReferralBadges referral={referral} />}
      lead={<ReferralSentence referral={referral} />}
      actions={
        <>
          {referral.caseId && (
            <TextLink to="/cases/$id" params={{ id: referral.caseId }} className="self-center px-2">
              {t('referrals.see-case')}
            </TextLink>
          )}
          <WhoSees referral={referral} />
        </>
      }
    >
      {referral.status !== 'draft' && <WhoElse kind="referral" id={id} />}
      {waits && <EmergencyCall />}
      <ReferralView
        referral={referral}
        act={act}
        onAct={(next) =>
          void navigate({
            to: '/referrals/$id',
            params: { id },
            search: next ? { act: next } : {},
            replace: next === undefined,
            resetScroll: false,
          })
        }
      />
    </Page>
  )
}

import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { useTranslate } from '../messages.ts'
import { Dialog } from '../ui/Dialog.tsx'

const takenOn = ['accepted', 'in-service', 'completed']

/** The readers of this referral, and what each of them sees now. */
export const WhoSeesDialog = ({ referral, onClose }: { referral: Referral; onClose: () => void }) => {
  const t = useTranslate()
  const taken = takenOn.includes(referral.status)
  const from = referral.from.name
  const to = referral.to?.name
  const lines =
    referral.status === 'draft'
      ? [t('referrals.sees.draft', { from })]
      : [
          t(taken || referral.acknowledgedAt ? 'referrals.sees.sender-after' : 'referrals.sees.sender-before', {
            from,
          }),
          ...(to ? [t(taken ? 'referrals.sees.receiver-after' : 'referrals.sees.receiver-before', { to })] : []),
          t('referrals.sees.case'),
          t('referrals.sees.lead'),
        ]
  return (
    <Dialog title={t('referrals.who-sees')} isOpen onClose={onClose}>
      <ul className="flex list-disc flex-col gap-2 ps-5">
        {lines.map((line) => (
          <li key={line} className="measure">
            {line}
          </li>
        ))}
      </ul>
      <p className="measure text-quiet">{t('referrals.sees.logged')}</p>
    </Dialog>
  )
}

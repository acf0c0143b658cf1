import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { useSay } from '../messages.ts'
import { Dialog } from '../ui/Dialog.tsx'

const takenOn = ['accepted', 'in-service', 'completed']

/** Who can see this referral, and how much of it, as it stands now. */
export const WhoSeesDialog = ({ referral, onClose }: { referral: Referral; onClose: () => void }) => {
  const say = useSay()
  const taken = takenOn.includes(referral.status)
  const from = referral.from.name
  const to = referral.to?.name
  const lines =
    referral.status === 'draft'
      ? [say('referrals.sees.draft', { from })]
      : [
          say(taken || referral.acknowledgedAt ? 'referrals.sees.sender-after' : 'referrals.sees.sender-before', {
            from,
          }),
          ...(to ? [say(taken ? 'referrals.sees.receiver-after' : 'referrals.sees.receiver-before', { to })] : []),
          say('referrals.sees.case'),
          say('referrals.sees.lead'),
        ]
  return (
    <Dialog title={say('referrals.who-sees')} isOpen onClose={onClose}>
      <ul className="flex list-disc flex-col gap-2 ps-5">
        {lines.map((line) => (
          <li key={line} className="measure">
            {line}
          </li>
        ))}
      </ul>
      <p className="measure text-quiet">{say('referrals.sees.logged')}</p>
    </Dialog>
  )
}

import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { Eye } from 'lucide-react'
import { useState } from 'react'
import { useSay } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

const takenOn = ['accepted', 'in-service', 'completed']

/** Who can see this referral, and how much of it, as it stands now. */
export const WhoSees = ({ referral }: { referral: Referral }) => {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
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
    <>
      <Button rank="quiet" icon={Eye} onPress={() => setOpen(true)}>
        {say('referrals.who-sees')}
      </Button>
      <Dialog title={say('referrals.who-sees')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <ul className="flex list-disc flex-col gap-2 pl-5">
          {lines.map((line) => (
            <li key={line} className="measure">
              {line}
            </li>
          ))}
        </ul>
        <p className="measure text-quiet">{say('referrals.sees.logged')}</p>
      </Dialog>
    </>
  )
}

import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { useIntl } from 'react-intl'
import { useSay } from '../messages.ts'
import { At } from '../ui/Due.tsx'
import type { DraftState } from './draft-keeper.ts'

/** Quiet: "Saved 14:02". */
export const SaveState = ({ draft }: { draft: DraftState }) => {
  const say = useSay()
  const { formatTime } = useIntl()
  const { saving, savedAt } = draft
  const time =
    savedAt === undefined ? '' : formatTime(savedAt, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return (
    <span role="status" className={saving === 'unsaved' ? 'font-strong text-soon' : ''}>
      {saving === 'saving' && say('drafts.saving')}
      {(saving === 'saved' || (saving === 'waiting' && savedAt !== undefined)) && say('drafts.saved', { time })}
      {saving === 'unsaved' && say('drafts.unsaved')}
    </span>
  )
}

/** Until when an unfinished draft is kept. */
export const DraftExpiry = ({ referral }: { referral: Referral | undefined }) => {
  const say = useSay()
  if (!referral?.draftExpiresAt) return null
  return (
    <p className="text-small text-quiet">
      {say('drafts.expires')} <At at={referral.draftExpiresAt} />
    </p>
  )
}

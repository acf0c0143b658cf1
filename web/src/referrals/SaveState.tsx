import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { useIntl } from 'react-intl'
import { useSay } from '../messages.ts'
import { At } from '../ui/Due.tsx'
import type { DraftState } from './draft-state.ts'

/** Quiet: "Saved 14:02", true of all that is typed; or what lies here alone, because the server cannot be reached. */
export const SaveState = ({ draft }: { draft: DraftState }) => {
  const say = useSay()
  const { formatTime } = useIntl()
  const { saving, savedAt, keptHere, unsent } = draft
  const time =
    savedAt === undefined ? '' : formatTime(savedAt, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return (
    <span role="status" className={saving === 'unsaved' ? 'font-strong text-soon' : ''}>
      {(saving === 'saving' || saving === 'waiting') && say('drafts.saving')}
      {saving === 'saved' && savedAt !== undefined && say('drafts.saved', { time })}
      {saving === 'unsaved' && say(keptHere ? 'drafts.kept-here' : 'drafts.unsaved', { count: unsent })}
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

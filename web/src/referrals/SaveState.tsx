import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { useIntl } from 'react-intl'
import { useTranslate } from '../messages.ts'
import { At } from '../ui/Due.tsx'
import type { DraftState } from './draft-state.ts'

/**
 * Shows "Saved 14:02" if all input is saved; otherwise how many answers the server does not have, because it cannot be
 * reached.
 */
export const SaveState = ({ draft }: { draft: DraftState }) => {
  const t = useTranslate()
  const { formatTime } = useIntl()
  const { saving, savedAt, keptHere, unsent } = draft
  const time =
    savedAt === undefined ? '' : formatTime(savedAt, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return (
    <span role="status" className={saving === 'unsaved' ? 'font-strong text-soon' : ''}>
      {(saving === 'saving' || saving === 'waiting') && t('drafts.saving')}
      {saving === 'saved' && savedAt !== undefined && t('drafts.saved', { time })}
      {saving === 'unsaved' && t(keptHere ? 'drafts.kept-here' : 'drafts.unsaved', { count: unsent })}
    </span>
  )
}

/** Shows when an unfinished draft expires. */
export const DraftExpiry = ({ referral }: { referral: Referral | undefined }) => {
  const t = useTranslate()
  if (!referral?.draftExpiresAt) return null
  return (
    <p className="text-small text-quiet">
      {t('drafts.expires')} <At at={referral.draftExpiresAt} />
    </p>
  )
}

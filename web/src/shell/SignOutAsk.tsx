import { AskBack } from '../acts/AskBack.tsx'
import { useTranslate } from '../messages.ts'
import { signOut } from '../session/session.ts'

/** Asks for confirmation before signing out deletes entries that wait to be sent. */
export const SignOutAsk = ({ count, onClose }: { count: number; onClose: () => void }) => {
  const t = useTranslate()
  return (
    <AskBack
      title={t('shell.sign-out-loses', { count })}
      lead={t('shell.sign-out-loses-lead')}
      verb={t('shell.sign-out-anyway')}
      rank="danger"
      isOpen
      isPending={false}
      onYes={() => void signOut()}
      onClose={onClose}
    />
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { useWaiting } from '../entries/useWaiting.ts'
import { useTranslate } from '../messages.ts'
import { SignInForm } from '../session/SignInForm.tsx'
import { signOut } from '../session/session.ts'
import { useSession } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

/** Covers the page when the session has ended: typed input stays, and the text of the page is hidden. */
export const SignInAgain = () => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const session = useSession()
  const waiting = useWaiting()
  if (session.state !== 'expired') return null
  return (
    <Dialog title={t('session.again-title')} lead={t('session.again-lead')} isOpen insist onClose={() => undefined}>
      <SignInForm email={session.actor.email} onSignedIn={() => void queryClient.invalidateQueries()} />
      <Button rank="quiet" onPress={() => void signOut()}>
        {t('session.somebody-else')}
      </Button>
      {waiting.length > 0 && (
        <p className="text-small text-quiet">{t('session.somebody-else-drops', { count: waiting.length })}</p>
      )}
    </Dialog>
  )
}

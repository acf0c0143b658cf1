import { AskBack } from '../acts/AskBack.tsx'
import { useSay } from '../messages.ts'
import { signOut } from '../session/session.ts'

/** Asks back before signing out takes away what waits on this device to be sent. */
export const SignOutAsk = ({ count, onClose }: { count: number; onClose: () => void }) => {
  const say = useSay()
  return (
    <AskBack
      title={say('shell.sign-out-loses', { count })}
      lead={say('shell.sign-out-loses-lead')}
      verb={say('shell.sign-out-anyway')}
      rank="danger"
      isOpen
      isPending={false}
      onYes={() => void signOut()}
      onClose={onClose}
    />
  )
}

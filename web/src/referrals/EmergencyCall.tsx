import { Phone } from 'lucide-react'
import { useSay } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Alert } from '../ui/Alert.tsx'
import { ButtonAnchor } from '../ui/Button.tsx'

/** After sending: one tap to call the emergency number, or a note that none is known. */
export const EmergencyCall = () => {
  const say = useSay()
  const { emergency } = useMe()
  return (
    <Alert
      title={say('referrals.emergency.title')}
      action={
        emergency && (
          <ButtonAnchor href={`tel:${emergency.number}`} icon={Phone}>
            {say('referrals.emergency.call', { number: emergency.number })}
          </ButtonAnchor>
        )
      }
    >
      {!emergency
        ? say('referrals.emergency.none')
        : emergency.verifiedOn === null
          ? say('referrals.emergency.unverified')
          : say('referrals.emergency.lead')}
    </Alert>
  )
}

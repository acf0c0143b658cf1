import { Phone } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Alert } from '../ui/Alert.tsx'
import { ButtonAnchor } from '../ui/Button.tsx'

/** Shown after sending: a button that calls the emergency telephone number, or a note that no such number is known. */
export const EmergencyCall = () => {
  const t = useTranslate()
  const { emergency } = useMe()
  return (
    <Alert
      title={t('referrals.emergency.title')}
      action={
        emergency && (
          <ButtonAnchor href={`tel:${emergency.number}`} icon={Phone}>
            {t('referrals.emergency.call', { number: emergency.number })}
          </ButtonAnchor>
        )
      }
    >
      {!emergency
        ? t('referrals.emergency.none')
        : emergency.verifiedOn === null
          ? t('referrals.emergency.unverified')
          : t('referrals.emergency.lead')}
    </Alert>
  )
}

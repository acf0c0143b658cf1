import { Phone } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { ButtonAnchor } from '../ui/Button.tsx'
import { usePhone } from '../ui/usePhone.ts'

/** One press to call: the number as people write it, and for those who hear the page whose it is. */
export const CallButton = ({ agency, phone }: { agency: { name: string }; phone: string }) => {
  const t = useTranslate()
  const written = usePhone()
  return (
    <ButtonAnchor
      href={`tel:${phone}`}
      icon={Phone}
      aria-label={t('agencies.call', { agency: agency.name, phone: written(phone) })}
    >
      <span dir="ltr" className="figures">
        {written(phone)}
      </span>
    </ButtonAnchor>
  )
}

import { Phone } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { ButtonAnchor } from '../ui/Button.tsx'
import { usePhone } from '../ui/usePhone.ts'

/** A button that calls: with the formatted number, and the agency's name for screen readers. */
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

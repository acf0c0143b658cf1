import { Phone } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { ButtonAnchor } from '../ui/Button.tsx'
import { usePhone } from '../ui/usePhone.ts'

/** A button that calls an agency: shows the formatted number, and gives screen readers the agency's name. */
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

import { Phone } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { ButtonAnchor } from '../ui/Button.tsx'
import { usePhone } from '../ui/usePhone.ts'

/**
 * A link that calls an agency; it shows the formatted number, and its name for screen readers includes the name of the
 * agency.
 */
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

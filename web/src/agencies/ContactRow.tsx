import type { Tonight } from '@palermo/shared/agencies/contract.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { At } from '../ui/Due.tsx'
import { useNow } from '../ui/moment.ts'
import { CallButton } from './CallButton.tsx'

export type Contact = Pick<Tonight['items'][number], 'agency' | 'region' | 'services' | 'until'> & {
  phone: string | null
}

interface Props {
  contact: Contact
  /** Selects the agency for a referral. */
  onChoose?: ((agencyId: string) => void) | undefined
}

/** An agency that can be called: its services, the time until which its number answers, and a call button. */
export const ContactRow = ({ contact, onChoose }: Props) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const now = useNow()
  const { agency, region, services, until, phone } = contact
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-3 sm:px-4">
      <div className="min-w-0 grow basis-56">
        <p className="font-strong">{agency.name}</p>
        <p className="text-small text-quiet">
          {[region, services.map((service) => label('services', service)).join(', ')].filter(Boolean).join(' · ')}
        </p>
        {until && (
          <p className="text-small text-quiet">
            {t(Date.parse(until) < now ? 'agencies.was-on-call-until' : 'agencies.on-call-until')} <At at={until} />
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {phone && <CallButton agency={agency} phone={phone} />}
        {onChoose && (
          <Button onPress={() => onChoose(agency.id)} aria-label={t('agencies.choose-one', { agency: agency.name })}>
            {t('agencies.choose')}
          </Button>
        )}
      </div>
    </li>
  )
}

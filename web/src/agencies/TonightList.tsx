import './page-messages.ts'
import type { Tonight } from '@palermo/shared/agencies/contract.ts'
import type { Need } from '@palermo/shared/codes/needs.ts'
import type { Service } from '@palermo/shared/codes/services.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCodeLabel } from '../codes/labels.ts'
import { useSay } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { At } from '../ui/Due.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { CallButton } from './CallButton.tsx'
import { tonightQuery } from './queries.ts'

interface Props {
  /** The first need of the person: whom it concerns. */
  need?: Need | undefined
  child?: boolean
  service?: Service | undefined
  region?: string | undefined
  /** How many are shown at first; without it, all. */
  most?: number
  /** Offers to choose one for a referral. */
  onChoose?: (agencyId: string) => void
}

type Contact = Omit<Tonight['items'][number], 'phone'> & { phone: string | null }

/** Who answers the telephone now, in the order in which to try; one press calls. */
export const TonightList = ({ need, child = false, service, region, most, onChoose }: Props) => {
  const say = useSay()
  const label = useCodeLabel()
  const me = useMe()
  const [all, setAll] = useState(most === undefined)
  const { data, isPending, error } = useQuery(
    tonightQuery({
      ...(need ? { need } : {}),
      ...(child ? { child } : {}),
      ...(service ? { service } : {}),
      ...(region ? { region } : {}),
    }),
  )
  if (isPending) return <SkeletonRows rows={3} />
  if (error || (data.items.length === 0 && !data.placement))
    return <p className="px-3 py-3 text-quiet sm:px-4">{say('agencies.none-on-call')}</p>
  const others = data.items.filter(({ agency }) => agency.id !== me.agencyId)
  const shown = all ? others : others.slice(0, most)
  return (
    <>
      <ul className="divide-y divide-line">
        {shown.map((contact) => (
          <ContactRow key={`${contact.agency.id} ${contact.phone}`} contact={contact} onChoose={onChoose} />
        ))}
      </ul>
      {most !== undefined && others.length > most && (
        <div className="border-t border-line px-3 py-2 sm:px-4">
          <Button rank="quiet" aria-expanded={all} onPress={() => setAll(!all)}>
            {all ? say('ui.fewer') : say('agencies.tonight-all', { count: others.length })}
          </Button>
        </div>
      )}
      {data.placement && (
        <section aria-labelledby="placement" className="border-t border-line">
          <h3 id="placement" className="px-3 pt-3 sm:px-4">
            {say('agencies.placement')}
          </h3>
          <p className="measure px-3 text-small sm:px-4 text-quiet">
            {say('agencies.placement-lead', {
              services: data.placement.services.map((service) => label('services', service)).join(', '),
            })}
          </p>
          <ul className="divide-y divide-line">
            {data.placement.desks.map((contact) => (
              <ContactRow key={contact.agency.id} contact={contact} onChoose={onChoose} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const ContactRow = ({ contact, onChoose }: { contact: Contact; onChoose: Props['onChoose'] }) => {
  const say = useSay()
  const label = useCodeLabel()
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
            {say('agencies.on-call-until')} <At at={until} />
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {phone && <CallButton agency={agency} phone={phone} />}
        {onChoose && (
          <Button onPress={() => onChoose(agency.id)} aria-label={say('agencies.choose-one', { agency: agency.name })}>
            {say('agencies.choose')}
          </Button>
        )}
      </div>
    </li>
  )
}

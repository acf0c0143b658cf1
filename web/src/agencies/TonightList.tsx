import type { Need } from '@palermo/shared/codes/needs.ts'
import type { Service } from '@palermo/shared/codes/services.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { isCutOff } from '../problem.ts'
import { useMe } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ContactRow } from './ContactRow.tsx'
import { KeptTonight } from './KeptLists.tsx'
import { tonightQuery } from './queries.ts'

interface Props {
  /** The need that the listed agencies must meet; if undefined, agencies are listed whatever need they meet. */
  need?: Need | undefined
  child?: boolean
  service?: Service | undefined
  region?: string | undefined
  /** Number of agencies shown at first; if undefined, all are shown. */
  most?: number
  /** Selects an agency for a referral. */
  onChoose?: (agencyId: string) => void
}

/** Lists the agencies to call now, each with a call button; agencies with a person on call come first. */
export const TonightList = ({ need, child = false, service, region, most, onChoose }: Props) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const me = useMe()
  const [all, setAll] = useState(most === undefined)
  const filter = {
    ...(need ? { need } : {}),
    ...(child ? { child } : {}),
    ...(service ? { service } : {}),
    ...(region ? { region } : {}),
  }
  const list = useQuery(tonightQuery(filter))
  const { data } = list
  if (!data && isCutOff(list.error)) return <KeptTonight of={list} filter={filter} onChoose={onChoose} />
  if (!data || (data.items.length === 0 && !data.placement))
    return (
      <div className="px-3 py-3 sm:px-4">
        <EmptyState of={list} small rows={3} sentence={t('agencies.none-on-call')} />
      </div>
    )
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
            {all ? t('ui.fewer') : t('agencies.tonight-all', { count: others.length })}
          </Button>
        </div>
      )}
      {data.placement && (
        <section aria-labelledby="placement" className="border-t border-line">
          <h3 id="placement" className="px-3 pt-3 sm:px-4">
            {t('agencies.placement')}
          </h3>
          <p className="measure px-3 text-small sm:px-4 text-quiet">
            {t('agencies.placement-lead', {
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

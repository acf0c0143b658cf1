import { useState } from 'react'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { useSession } from '../session/useSession.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { At } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { ListState } from '../ui/list-state.ts'
import { type Contact, ContactRow } from './ContactRow.tsx'
import { keptAgencies, keptTonight, readKeptNumbers } from './kept-numbers.ts'
import type { DirectoryFilter } from './queries.ts'

interface Props {
  /** The state of the list that could not be loaded. */
  of: ListState
  /** The filter of the list that could not be loaded. */
  filter: DirectoryFilter
  onChoose?: ((agencyId: string) => void) | undefined
}

/** Shows the stored on-call list and its age while the current list cannot be loaded; an error if no list is stored. */
export const KeptTonight = ({ of, filter, onChoose }: Props) => {
  const [kept] = useState(readKeptNumbers)
  if (!kept) return <EmptyState of={of} rows={0} />
  return <KeptList of={of} at={kept.at} contacts={keptTonight(kept, filter)} onChoose={onChoose} />
}

/** Shows the stored directory while the current directory cannot be loaded; an error if no directory is stored. */
export const KeptDirectory = ({ of, filter, onChoose }: Props) => {
  const [kept] = useState(readKeptNumbers)
  if (!kept) return <EmptyState of={of} rows={0} />
  const contacts = keptAgencies(kept, filter).map(
    ({ id, name, sector, region, services, dutyPhone, onCallNow }): Contact => ({
      agency: { id, name, sector },
      region,
      services,
      until: onCallNow?.until ?? null,
      phone: onCallNow?.phone ?? dutyPhone,
    }),
  )
  return <KeptList of={of} at={kept.at} contacts={contacts} onChoose={onChoose} />
}

interface ListProps extends Pick<Props, 'of' | 'onChoose'> {
  /** Time at which the stored list was loaded, in milliseconds. */
  at: number
  contacts: readonly Contact[]
}

const KeptList = ({ of, at, contacts, onChoose }: ListProps) => {
  const t = useTranslate()
  const session = useSession()
  const own = 'actor' in session ? session.actor.agencyId : undefined
  const others = contacts.filter(({ agency }) => agency.id !== own)
  return (
    <div data-kept-numbers>
      <div className="p-3">
        <Alert
          tone="warn"
          title={wordsFor(of.error, t).title}
          action={
            <Button onPress={() => void of.refetch()} isPending={of.isFetching}>
              {t('ui.try-again')}
            </Button>
          }
        >
          {t('agencies.kept-as-of')} <At at={new Date(at).toISOString()} />. {t('agencies.kept-may-differ')}
          {others.length === 0 && <> {t('agencies.kept-without-fit')}</>}
        </Alert>
      </div>
      <ul className="divide-y divide-line border-t border-line">
        {others.map((contact) => (
          <ContactRow key={`${contact.agency.id} ${contact.phone}`} contact={contact} onChoose={onChoose} />
        ))}
      </ul>
    </div>
  )
}

import type { Agency } from '@palermo/shared/agencies/contract.ts'
import type { Need } from '@palermo/shared/codes/needs.ts'
import { useQuery } from '@tanstack/react-query'
import { Check, Moon, Phone } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { isCutOff } from '../problem.ts'
import { useMe } from '../session/useSession.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button, ButtonAnchor } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { marksOf } from '../ui/field.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { usePhone } from '../ui/usePhone.ts'
import { KeptDirectory } from './KeptLists.tsx'
import { agenciesQuery, agencyQuery, tonightQuery } from './queries.ts'
import { TonightList } from './TonightList.tsx'

/** Number of agencies shown at first, so that a phone shows the content below without much scrolling. */
const most = 4

interface Props {
  value: string | undefined
  onChange: (agencyId: string | undefined) => void
  needs: readonly Need[]
  child: boolean
  error: string | undefined
}

/** Selects an agency: first the agencies that can be called now, then all agencies that offer the needed service. */
export const ChooseAgency = ({ value, onChange, needs, child, error }: Props) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const [picked, setPicked] = useState<Need | ''>()
  const need = (picked ?? needs[0]) || undefined
  const who = { ...(need ? { need } : {}), ...(child ? { child } : {}) }
  return (
    <section
      aria-label={t('agencies.receiver')}
      className="flex flex-col gap-4"
      {...marksOf({ label: t('agencies.receiver'), error })}
    >
      {error && <p className="text-late">{error}</p>}
      {value ? (
        <Chosen id={value} onClear={() => onChange(undefined)} />
      ) : (
        <>
          {needs.length > 0 && (
            <Select
              label={t('agencies.who-gives')}
              value={need ?? ''}
              none={t('agencies.any-need')}
              options={needs.map((value) => ({ value, label: label('needs', value) }))}
              onChange={setPicked}
            />
          )}
          <section aria-labelledby="tonight" className="card overflow-hidden">
            <header className="border-b border-line bg-sunken px-3 py-3 sm:px-4">
              <h2 id="tonight" className="flex items-center gap-2 text-large">
                <Moon aria-hidden size={18} /> {t('agencies.tonight')}
              </h2>
              <p className="text-small text-quiet">{t('agencies.tonight-lead')}</p>
            </header>
            <TonightList {...who} most={most} onChoose={onChange} />
          </section>
          <Others {...who} onChoose={onChange} />
        </>
      )}
    </section>
  )
}

const Chosen = ({ id, onClear }: { id: string; onClear: () => void }) => {
  const t = useTranslate()
  const written = usePhone()
  const { data: agency } = useQuery(agencyQuery(id))
  const phone = agency?.onCallNow?.phone ?? agency?.dutyPhone
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border border-accent bg-accent-soft px-4 py-3">
      <Check aria-hidden size={20} className="text-accent" />
      <p className="grow font-strong">{agency?.name ?? '…'}</p>
      {phone && (
        <ButtonAnchor href={`tel:${phone}`} icon={Phone}>
          <span dir="ltr" className="figures">
            {written(phone)}
          </span>
        </ButtonAnchor>
      )}
      <Button rank="quiet" onPress={onClear}>
        {t('agencies.choose-another')}
      </Button>
    </div>
  )
}

const asked = 12

interface OthersProps {
  need?: Need
  child?: boolean
  onChoose: (id: string) => void
}

/**
 * Lists agencies without those that the list of agencies to call now already shows; a search by name finds all
 * agencies.
 */
const Others = ({ need, child, onChoose }: OthersProps) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const me = useMe()
  const [typed, setTyped] = useState('')
  const [isAll, setAll] = useState(false)
  const q = useDeferredValue(typed.trim())
  const who = { ...(need ? { need } : {}), ...(child ? { child } : {}) }
  const { data: tonight } = useQuery(tonightQuery(who))
  const above = [...(tonight?.items ?? []), ...(tonight?.placement?.desks ?? [])].map(({ agency }) => agency.id)
  // Without search text, finds the agencies that offer the needed services; with search text, all agencies with that
  // name.
  const query = { ...(q ? { q } : need ? who : {}), limit: asked }
  const list = useQuery({ ...agenciesQuery(query), placeholderData: (before) => before })
  const found = (list.data?.items ?? []).filter(
    ({ id, takesReferrals }) => takesReferrals && id !== me.agencyId && (q !== '' || !above.includes(id)),
  )
  const shown = isAll || q !== '' ? found : found.slice(0, most)
  return (
    <section aria-labelledby="others" className="card overflow-hidden">
      <header className="flex flex-col gap-2 border-b border-line px-3 py-3 sm:px-4">
        <h2 id="others" className="text-large">
          {t('agencies.others')}
        </h2>
        {need && q === '' && (
          <p className="text-small text-quiet">{t('agencies.others-lead', { need: label('needs', need) })}</p>
        )}
        <TextField label={t('agencies.find')} type="search" value={typed} onChange={setTyped} autoComplete="off" />
      </header>
      {!list.data && isCutOff(list.error) ? (
        <KeptDirectory of={list} filter={q ? { q } : who} onChoose={onChoose} />
      ) : found.length === 0 ? (
        <div className="px-3 py-3 sm:px-4">
          <EmptyState of={list} small rows={most} sentence={t('agencies.none-found')} />
        </div>
      ) : (
        <ul className="divide-y divide-line">
          {shown.map((agency) => (
            <AgencyRow key={agency.id} agency={agency} onChoose={() => onChoose(agency.id)} />
          ))}
        </ul>
      )}
      {q === '' && found.length > most && (
        <div className="border-t border-line px-3 py-2 sm:px-4">
          <Button rank="quiet" aria-expanded={isAll} onPress={() => setAll(!isAll)}>
            {isAll ? t('ui.fewer') : t('ui.others', { count: found.length - most })}
          </Button>
        </div>
      )}
    </section>
  )
}

const AgencyRow = ({ agency, onChoose }: { agency: Agency; onChoose: () => void }) => {
  const t = useTranslate()
  const label = useCodeLabel()
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-3 sm:px-4">
      <div className="min-w-0 grow basis-56">
        <p className="flex flex-wrap items-center gap-2 font-strong">
          {agency.name}
          {agency.openNow && <Badge tone="accent">{t('agencies.open')}</Badge>}
        </p>
        <p className="text-small text-quiet">
          {[agency.region, agency.services.map((service) => label('services', service)).join(', ')]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {agency.protected && <p className="text-small text-quiet">{t('agencies.protected')}</p>}
      </div>
      <Button onPress={onChoose} aria-label={t('agencies.choose-one', { agency: agency.name })}>
        {t('agencies.choose')}
      </Button>
    </li>
  )
}

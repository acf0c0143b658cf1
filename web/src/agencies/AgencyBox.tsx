import type { Agency } from '@palermo/shared/agencies/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { ComboBox } from '../ui/ComboBox.tsx'
import type { FieldWords } from '../ui/field.tsx'
import { agenciesQuery, agencyQuery } from './queries.ts'

interface Props extends FieldWords {
  value: string | null
  onChange: (id: string | null) => void
}

/** Selects another agency that accepts referrals, by typing part of its name. */
export const AgencyBox = ({ value, onChange, ...words }: Props) => {
  const t = useTranslate()
  const me = useMe()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const found = useQuery({ ...agenciesQuery({ ...(q ? { q } : {}), limit: 20 }), placeholderData: (before) => before })
  // The agency is requested by its id, because the search results may not contain an agency that was selected
  // elsewhere.
  const chosen = useQuery({ ...agencyQuery(value ?? ''), enabled: value !== null })
  const agencies = new Map<string, Agency>(
    [...(chosen.data ? [chosen.data] : []), ...(found.data?.items ?? [])].map((agency) => [agency.id, agency]),
  )
  const options = [...agencies.values()]
    .filter(({ id, takesReferrals }) => takesReferrals && id !== me.agencyId)
    .map(({ id, name, sector, region }) => ({
      value: id,
      label: name,
      note: [t(`sectors.${sector}`), region].filter(Boolean).join(' · '),
    }))
  return <ComboBox {...words} value={value} onChange={onChange} options={options} of={found} onSearch={setTyped} />
}

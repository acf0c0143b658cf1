import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { agenciesQuery } from '../agencies/queries.ts'
import { useTranslate } from '../messages.ts'
import { ComboBox } from '../ui/ComboBox.tsx'
import type { FieldWords } from '../ui/field.tsx'

interface Props extends FieldWords {
  value: string | null
  onChange: (id: string | null) => void
}

/** Selects any agency of the directory, whether or not the agency accepts referrals. */
export const AnyAgencyBox = ({ value, onChange, ...words }: Props) => {
  const t = useTranslate()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const found = useQuery({
    ...agenciesQuery({ ...(q ? { q } : {}), limit: 20 }),
    placeholderData: (before) => before,
  })
  const options = (found.data?.items ?? []).map(({ id, name, sector, region }) => ({
    value: id,
    label: name,
    note: [t(`sectors.${sector}`), region].filter(Boolean).join(' · '),
  }))
  return <ComboBox {...words} value={value} onChange={onChange} options={options} of={found} onSearch={setTyped} />
}

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useSay } from '../messages.ts'
import { ComboBox } from '../ui/ComboBox.tsx'
import type { FieldWords } from '../ui/field.tsx'
import { agenciesQuery } from './queries.ts'

interface Props extends FieldWords {
  value: string | null
  onChange: (id: string | null) => void
}

/** An agency that takes referrals, found by typing part of its name. */
export const AgencyBox = ({ value, onChange, ...words }: Props) => {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const { data } = useQuery({
    ...agenciesQuery({ ...(q ? { q } : {}), limit: 20 }),
    placeholderData: (before) => before,
  })
  const options = (data?.items ?? [])
    .filter(({ takesReferrals }) => takesReferrals)
    .map(({ id, name, sector, region }) => ({
      value: id,
      label: name,
      note: [say(`sectors.${sector}`), region].filter(Boolean).join(' · '),
    }))
  return <ComboBox {...words} value={value} onChange={onChange} options={options} onSearch={setTyped} />
}

import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import type { OtherInputProps } from '../acts/fields.ts'
import { casesQuery } from '../cases/queries.ts'
import { ComboBox } from '../ui/ComboBox.tsx'

const longestReference = 20

/** Selects one of the reader's open cases; the reader types a part of the case's reference. */
export const CaseBox = ({ words, value, onChange }: OtherInputProps) => {
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim().slice(0, longestReference))
  const list = useInfiniteQuery({
    ...casesQuery({ open: true, ...(q ? { q } : {}) }),
    placeholderData: (before) => before,
  })
  const options = (list.data?.pages ?? []).flatMap(({ items }) =>
    items.map(({ id, reference }) => ({ value: id, label: reference })),
  )
  return (
    <ComboBox
      {...words}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
      options={options}
      of={list}
      onSearch={setTyped}
    />
  )
}

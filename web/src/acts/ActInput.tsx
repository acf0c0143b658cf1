import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { colleaguesQuery } from '../agencies/queries.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Choice, Choices } from '../ui/Choice.tsx'
import { DateField, MomentField } from '../ui/DateField.tsx'
import type { FieldWords } from '../ui/field.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { fromLocalTime, toLocalTime } from '../ui/when.ts'
import { type ActField, chosenIn, joined } from './fields.ts'

const AgencyBox = lazy(() => import('../agencies/AgencyBox.tsx').then((found) => ({ default: found.AgencyBox })))

interface Props {
  field: ActField
  words: FieldWords
  value: string
  onChange: (value: string) => void
}

const fewOptions = 8

export const ActInput = ({ field, words, value, onChange }: Props) => {
  const t = useTranslate()
  const { zone } = useMe()
  switch (field.kind) {
    case 'line':
      return <TextField {...words} value={value} onChange={onChange} autoComplete="off" />
    case 'words':
      return <TextArea {...words} rows={field.rows ?? 4} value={value} onChange={onChange} />
    case 'code':
      return field.options.length <= fewOptions ? (
        <Choice {...words} options={field.options} value={value || undefined} onChange={onChange} />
      ) : (
        <Select {...words} options={field.options} none={t('acts.choose')} value={value} onChange={onChange} />
      )
    case 'codes':
      return (
        <Choices {...words} options={field.options} value={chosenIn(value)} onChange={(all) => onChange(joined(all))} />
      )
    case 'flag':
      return (
        <Choice
          {...words}
          options={(['yes', 'no'] as const).map((one) => ({ value: one, label: t(`forms.answers.${one}`) }))}
          value={value === 'yes' || value === 'no' ? value : undefined}
          onChange={onChange}
        />
      )
    case 'number':
      return <TextField {...words} short inputMode="numeric" value={value} onChange={onChange} autoComplete="off" />
    case 'other':
      return <field.input words={words} value={value} onChange={onChange} />
    case 'colleague':
      return <ColleagueSelect words={words} value={value} onChange={onChange} />
    case 'agency':
      return (
        <Suspense>
          <AgencyBox {...words} value={value || null} onChange={(id) => onChange(id ?? '')} />
        </Suspense>
      )
    case 'moment':
      return (
        <MomentField
          {...words}
          value={value ? toLocalTime(value, zone) : ''}
          onChange={(compartment) => onChange(fromLocalTime(compartment, zone) ?? '')}
        />
      )
    case 'date':
      return <DateField {...words} value={value} onChange={onChange} />
  }
}

const ColleagueSelect = ({ words, value, onChange }: Omit<Props, 'field'>) => {
  const t = useTranslate()
  const me = useMe()
  const colleagues = useQuery(colleaguesQuery(me.agencyId))
  const options = (colleagues.data?.items ?? []).map(({ id, name, function: role }) => ({
    value: id,
    label: id === me.personId ? t('agencies.you') : `${name} · ${t(`functions.${role}`)}`,
  }))
  return (
    <Select
      {...words}
      of={colleagues}
      options={options}
      none={words.optional ? t('agencies.you') : t('acts.choose')}
      value={value}
      onChange={onChange}
    />
  )
}

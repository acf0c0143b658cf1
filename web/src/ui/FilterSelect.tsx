import { useTranslate } from '../messages.ts'
import { Arrow, Options, type SelectOption } from './SelectParts.tsx'

interface Props<V extends string> {
  label: string
  value: V | ''
  options: readonly SelectOption<V>[]
  onChange: (value: V | '') => void
}

/** A select field for a filter. It shows the filter's name until a value is selected, and is highlighted afterwards. */
export const FilterSelect = <V extends string>({ label, value, options, onChange }: Props<V>) => {
  const t = useTranslate()
  // In print, only filters with a selected value are shown.
  return (
    <span className={`relative ${value ? '' : 'print:hidden'}`}>
      <select
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value as V | '')}
        className={`min-h-9 touch:min-h-12 field-sizing-content max-w-52 appearance-none truncate rounded-control border py-1 pe-8 ps-2.5 hover:bg-hover ${value ? 'border-accent bg-accent-soft font-strong' : 'border-line bg-paper'}`}
      >
        <option value="">{value ? t('ui.any') : label}</option>
        <Options options={options} />
      </select>
      <Arrow size={16} />
    </span>
  )
}

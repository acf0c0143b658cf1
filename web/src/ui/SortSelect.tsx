import { ArrowDownUp } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { Arrow, Options, type SelectOption } from './SelectParts.tsx'

interface Props<V extends string> {
  value: V
  options: readonly SelectOption<V>[]
  onChange: (value: V) => void
}

/** Selects the order of a list. The control belongs in the `end` of a toolbar, because the order is not a filter. */
export const SortSelect = <V extends string>({ value, options, onChange }: Props<V>) => {
  const t = useTranslate()
  return (
    <span className="relative">
      <ArrowDownUp
        aria-hidden
        size={16}
        className="pointer-events-none absolute top-1/2 start-2.5 -translate-y-1/2 text-quiet"
      />
      <select
        aria-label={t('ui.sort')}
        title={t('ui.sort')}
        value={value}
        onChange={(event) => onChange(event.target.value as V)}
        className="min-h-9 touch:min-h-12 field-sizing-content max-w-64 appearance-none truncate rounded-control border border-line bg-paper py-1 pe-8 ps-8.5 hover:bg-hover"
      >
        <Options options={options} />
      </select>
      <Arrow size={16} />
    </span>
  )
}

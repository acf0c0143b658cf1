import { useEffect, useState } from 'react'
import { Day } from '../cases/Day.tsx'

interface Props {
  label: string
  /** `YYYY-MM-DD` */
  value: string
  min?: string
  max?: string
  onChange: (day: string | undefined) => void
}

/** A day in a row of filters. Tells a whole day only, not every digit on the way to one. */
export const DateBox = ({ label, value, min, max, onChange }: Props) => {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  return (
    <label className="inline-flex items-center gap-1.5">
      <span className="text-quiet">{label}</span>
      <input
        type="date"
        value={typed}
        min={min}
        max={max}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          if (typed !== value && !(min && typed && typed < min) && !(max && typed > max)) onChange(typed || undefined)
          else setTyped(value)
        }}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        className="figures min-h-9 touch:min-h-12 rounded-control border border-line bg-paper px-2 py-1 hover:border-ink print:hidden"
      />
      <span className="hidden print:inline">
        <Day on={value} />
      </span>
    </label>
  )
}

import { ChevronDown } from 'lucide-react'

export interface SelectOption<V extends string = string> {
  value: V
  label: string
}

export const Options = ({ options }: { options: readonly SelectOption[] }) =>
  options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))

/** The arrow of a select field, drawn by the app, because each browser draws a different one. */
export const Arrow = ({ size }: { size: number }) => (
  <ChevronDown
    aria-hidden
    size={size}
    className="pointer-events-none absolute top-1/2 end-2 -translate-y-1/2 text-quiet"
  />
)

import { ChevronDown } from 'lucide-react'
import { controlLook, FieldFrame, type FieldWords, useWiring } from './field.tsx'

export interface SelectOption<V extends string = string> {
  value: V
  label: string
}

export interface SelectProps<V extends string> extends FieldWords {
  value: V | ''
  onChange: (value: V | '') => void
  options: readonly SelectOption<V>[]
  /** What the empty choice is called; without it, one of the options is always chosen. */
  none?: string
  name?: string
}

/** One of a few known things. For many, or for things found by typing, use ComboBox. */
export const Select = <V extends string>({
  label,
  hint,
  readers,
  error,
  optional = false,
  value,
  onChange,
  options,
  none,
  name,
}: SelectProps<V>) => {
  const words = { label, hint, readers, error, optional }
  const wiring = useWiring(words)
  return (
    <FieldFrame words={words} wiring={wiring}>
      <span className="relative">
        <select
          id={wiring.id}
          name={name}
          value={value}
          onChange={(event) => onChange(event.target.value as V | '')}
          aria-describedby={wiring.describedBy}
          aria-invalid={error ? true : undefined}
          className={`${controlLook} appearance-none pe-9`}
        >
          {none !== undefined && <option value="">{none}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          size={18}
          className="pointer-events-none absolute top-1/2 end-2.5 -translate-y-1/2 text-quiet"
        />
      </span>
    </FieldFrame>
  )
}

import { EmptyState } from './EmptyState.tsx'
import { controlLook, FieldFrame, type FieldWords, useWiring } from './field.tsx'
import type { ListState } from './list-state.ts'
import { Arrow, Options, type SelectOption } from './SelectParts.tsx'

export interface SelectProps<V extends string> extends FieldWords {
  value: V | ''
  onChange: (value: V | '') => void
  options: readonly SelectOption<V>[]
  /** Label of the empty choice; without it, one of the options is always selected. */
  none?: string
  name?: string
  /** The query that loads the options; left out if the options are part of the page's code. */
  of?: ListState
}

/** Selection of one of a few options. For many, or for options found by typing, use ComboBox. */
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
  of,
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
          <Options options={options} />
        </select>
        <Arrow size={18} />
      </span>
      {of && <EmptyState of={of} small rows={0} />}
    </FieldFrame>
  )
}

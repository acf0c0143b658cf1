import { TriangleAlert } from 'lucide-react'
import { type FieldWords, marksOf, useWiring } from './field.tsx'

interface Props extends FieldWords {
  checked: boolean
  onChange: (checked: boolean) => void
}

/** A check box whose text is clickable too. */
export const Tick = ({ checked, onChange, ...words }: Props) => {
  const { hint, readers, error, label } = words
  const wiring = useWiring(words)
  return (
    <div {...marksOf(words)} className="flex flex-col gap-1">
      <label
        className={`flex min-h-11 touch:min-h-12 items-start gap-3 rounded-control border px-3.5 py-2.5 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent ${checked ? 'border-accent bg-accent-soft shadow-[inset_0_0_0_1px_var(--color-accent)]' : 'border-edge bg-paper hover:bg-hover'}`}
      >
        <input
          type="checkbox"
          id={wiring.id}
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
          aria-describedby={wiring.describedBy}
          aria-invalid={error ? true : undefined}
          className="size-6 shrink-0 accent-accent outline-none"
        />
        <span>{label}</span>
      </label>
      {hint && (
        <p id={wiring.hintId} className="measure text-small text-quiet">
          {hint}
        </p>
      )}
      {error && (
        <p id={wiring.errorId} className="flex items-start gap-1.5 text-small text-late">
          <TriangleAlert aria-hidden size={15} strokeWidth={2.2} className="mt-0.5 shrink-0" />
          {error}
        </p>
      )}
      {readers && (
        <p id={wiring.readersId} className="text-small text-quiet">
          {readers}
        </p>
      )}
    </div>
  )
}

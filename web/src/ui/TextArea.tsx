import type { ComponentProps } from 'react'
import { controlLook, FieldFrame, type FieldWords, runOf, useWiring } from './field.tsx'

type Native = Omit<ComponentProps<'textarea'>, 'onChange' | 'value' | 'className' | 'id'>

export interface TextAreaProps extends FieldWords, Native {
  value: string
  onChange: (value: string) => void
}

/** A field of several lines that grows with its content if the browser supports it. */
export const TextArea = ({
  label,
  hint,
  readers,
  error,
  optional = false,
  value,
  onChange,
  rows = 4,
  ...native
}: TextAreaProps) => {
  const words = { label, hint, readers, error, optional }
  const wiring = useWiring(words)
  return (
    <FieldFrame words={words} wiring={wiring}>
      <textarea
        dir={runOf(value)}
        {...native}
        rows={rows}
        id={wiring.id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={wiring.describedBy}
        aria-invalid={error ? true : undefined}
        className={`${controlLook} field-sizing-content min-h-24 touch:min-h-28 max-h-[60dvh] resize-y py-2`}
      />
    </FieldFrame>
  )
}

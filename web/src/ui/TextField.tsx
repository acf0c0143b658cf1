import type { ComponentProps } from 'react'
import { controlLook, FieldFrame, type FieldWords, runOf, useWiring } from './field.tsx'

type Native = Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'className' | 'id'>

export interface TextFieldProps extends FieldWords, Native {
  value: string
  onChange: (value: string) => void
  /** Makes the field narrow, for a few digits or a date. */
  short?: boolean
}

/** A field of one line, for which the browser's own control is used, since that works best on old phones. */
export const TextField = ({
  label,
  hint,
  readers,
  error,
  optional = false,
  value,
  onChange,
  short = false,
  ...native
}: TextFieldProps) => {
  const words = { label, hint, readers, error, optional }
  const wiring = useWiring(words)
  return (
    <FieldFrame words={words} wiring={wiring}>
      <input
        dir={isCode(native.type) ? 'ltr' : runOf(value)}
        {...native}
        id={wiring.id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={wiring.describedBy}
        aria-invalid={error ? true : undefined}
        className={`${controlLook} ${short ? 'max-w-44' : ''}`}
      />
    </FieldFrame>
  )
}

/** Whether the text is an address or a code, which is written from left to right in every language. */
const isCode = (type: string | undefined) => ['email', 'tel', 'url', 'password'].includes(type ?? 'text')

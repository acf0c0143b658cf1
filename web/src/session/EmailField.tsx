import { useSay } from '../messages.ts'
import { TextField } from '../ui/TextField.tsx'

interface Props {
  hint?: string
  error?: string | undefined
  /** Shown, as it is known already: password managers look for it. */
  readOnly?: boolean
  value: string
  onChange: (email: string) => void
}

/** The address by which somebody signs in, as password managers and the keyboards of phones know it. */
export const EmailField = ({ hint, error, readOnly = false, value, onChange }: Props) => {
  const say = useSay()
  return (
    <TextField
      label={say('session.email')}
      hint={hint}
      error={error}
      type="email"
      name="email"
      autoComplete="username"
      inputMode="email"
      autoCapitalize="none"
      spellCheck={false}
      required
      readOnly={readOnly}
      value={value}
      onChange={onChange}
    />
  )
}

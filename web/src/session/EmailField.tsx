import { useTranslate } from '../messages.ts'
import { TextField } from '../ui/TextField.tsx'

interface Props {
  hint?: string
  error?: string | undefined
  /**
   * Makes the field read-only, if the address is known: the field is still shown, because password managers look for
   * it.
   */
  readOnly?: boolean
  value: string
  onChange: (email: string) => void
}

/** E-mail address for signing in, marked so that password managers and phone keyboards recognise it. */
export const EmailField = ({ hint, error, readOnly = false, value, onChange }: Props) => {
  const t = useTranslate()
  return (
    <TextField
      label={t('session.email')}
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

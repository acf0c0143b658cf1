import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import { EmailField } from './EmailField.tsx'
import { signIn } from './session.ts'

interface Props {
  /** The e-mail address of the person whose session ended. */
  email?: string
  /** The demo account that was selected, with which the form is filled in. */
  offered?: { email: string; password: string } | undefined
  onSignedIn: () => void
}

export const SignInForm = ({ email: known, offered, onSignedIn }: Props) => {
  const t = useTranslate()
  const [email, setEmail] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const passwordBox = useRef<HTMLInputElement>(null)
  const enter = useMutation({
    mutationFn: signIn,
    onSuccess: onSignedIn,
    onError: () => passwordBox.current?.select(),
  })
  const { mutate } = enter
  useEffect(() => {
    if (offered) mutate(offered)
  }, [offered, mutate])
  const wrong = enter.error ? wordsFor(enter.error, t) : undefined
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        mutate({ email: email.trim(), password })
      }}
    >
      {wrong && (
        <Alert tone="danger" title={wrong.title} live>
          {wrong.detail}
        </Alert>
      )}
      <EmailField readOnly={known !== undefined} value={email} onChange={setEmail} />
      <TextField
        ref={passwordBox}
        label={t('session.password')}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        autoFocus={known !== undefined}
        value={password}
        onChange={setPassword}
      />
      <Button type="submit" rank="primary" wide isPending={enter.isPending}>
        {t('session.sign-in')}
      </Button>
    </form>
  )
}

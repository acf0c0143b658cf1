import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useSay } from '../messages.ts'
import { fieldErrors, wordsFor } from '../problem.ts'
import { CalmPage } from '../session/CalmPage.tsx'
import { EmailField } from '../session/EmailField.tsx'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { FaultSummary } from '../ui/FaultSummary.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { askLink } from './links.ts'

/** Asks for a link to a new password. What it says afterwards is the same, whether anybody has the address or not. */
export const ForgottenPage = () => {
  const say = useSay()
  const [email, setEmail] = useState('')
  const ask = useMutation({ mutationFn: () => askLink(email.trim()) })
  const wrong = ask.error ? wordsFor(ask.error, say) : undefined
  const errors = fieldErrors(ask.error, say)
  return (
    <CalmPage title={say('accounts.forgotten-title')}>
      {ask.isSuccess ? (
        <div role="status" className="flex flex-col gap-3">
          <p>{say('accounts.forgotten-sent')}</p>
          <p className="text-quiet">{say('accounts.forgotten-nothing')}</p>
          <div>
            <Button onPress={() => ask.reset()}>{say('accounts.forgotten-again')}</Button>
          </div>
        </div>
      ) : (
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            ask.mutate()
          }}
        >
          <FaultSummary error={ask.error} />
          {wrong && (
            <Alert tone="danger" title={wrong.title} live>
              {wrong.detail}
            </Alert>
          )}
          <EmailField hint={say('accounts.forgotten-lead')} value={email} onChange={setEmail} error={errors.email} />
          <Button type="submit" rank="primary" wide isPending={ask.isPending}>
            {say('accounts.forgotten-send')}
          </Button>
        </form>
      )}
      <p className="mt-4">
        <TextLink to="/sign-in">{say('accounts.back-to-sign-in')}</TextLink>
      </p>
    </CalmPage>
  )
}

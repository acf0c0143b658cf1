import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslate } from '../messages.ts'
import { fieldErrors, wordsFor } from '../problem.ts'
import { CalmPage } from '../session/CalmPage.tsx'
import { EmailField } from '../session/EmailField.tsx'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { FaultSummary } from '../ui/FaultSummary.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { askLink } from './links.ts'

/**
 * Requests an e-mail with a link for a new password. The page shows the same text whether or not an account has the
 * typed address.
 */
export const ForgottenPage = () => {
  const t = useTranslate()
  const [email, setEmail] = useState('')
  const ask = useMutation({ mutationFn: () => askLink(email.trim()) })
  const wrong = ask.error ? wordsFor(ask.error, t) : undefined
  const errors = fieldErrors(ask.error, t)
  return (
    <CalmPage title={t('accounts.forgotten-title')}>
      {ask.isSuccess ? (
        <div role="status" className="flex flex-col gap-3">
          <p>{t('accounts.forgotten-sent')}</p>
          <p className="text-quiet">{t('accounts.forgotten-nothing')}</p>
          <div>
            <Button onPress={() => ask.reset()}>{t('accounts.forgotten-again')}</Button>
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
          <EmailField hint={t('accounts.forgotten-lead')} value={email} onChange={setEmail} error={errors.email} />
          <Button type="submit" rank="primary" wide isPending={ask.isPending}>
            {t('accounts.forgotten-send')}
          </Button>
        </form>
      )}
      <p className="mt-4">
        <TextLink to="/sign-in">{t('accounts.back-to-sign-in')}</TextLink>
      </p>
    </CalmPage>
  )
}

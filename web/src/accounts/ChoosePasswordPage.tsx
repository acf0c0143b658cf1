import { passwordLength } from '@palermo/shared/accounts/contract.ts'
import type { OpenLink } from '@palermo/shared/accounts/links.ts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { fieldErrors, isProblem, wordsFor } from '../problem.ts'
import { CalmPage } from '../session/CalmPage.tsx'
import { EmailField } from '../session/EmailField.tsx'
import { Alert } from '../ui/Alert.tsx'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { FaultSummary } from '../ui/FaultSummary.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { TextField } from '../ui/TextField.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { followLink, readLink } from './links.ts'

/**
 * The page that a password link in an e-mail opens. The token is removed from the URL at once, so that it cannot be
 * read off the screen.
 */
export const ChoosePasswordPage = () => {
  const t = useTranslate()
  const [token] = useState(() => location.hash.slice(1))
  useEffect(() => history.replaceState(history.state, '', location.pathname), [])
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: () => readLink(token),
    enabled: token !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  const isGone = token === '' || isProblem(link.error, 'not-found', 'invalid')
  const wrong = link.error && !isGone ? wordsFor(link.error, t) : undefined
  return (
    <CalmPage title={t('accounts.choose-title')}>
      {isGone ? (
        <Alert tone="warn" title={t('accounts.choose-gone')}>
          {t('accounts.choose-gone-detail')}
        </Alert>
      ) : wrong ? (
        <Alert
          tone="danger"
          live
          title={wrong.title}
          action={<Button onPress={() => void link.refetch()}>{t('accounts.choose-retry')}</Button>}
        >
          {wrong.detail}
        </Alert>
      ) : link.data ? (
        <ChooseForm token={token} link={link.data} />
      ) : (
        <SkeletonRows rows={3} />
      )}
      {isGone && (
        <p className="mt-4">
          <TextLink to="/forgotten-password">{t('accounts.choose-ask')}</TextLink>
        </p>
      )}
    </CalmPage>
  )
}

const ChooseForm = ({ token, link }: { token: string; link: OpenLink }) => {
  const t = useTranslate()
  const [password, setPassword] = useState('')
  const choose = useMutation({ mutationFn: () => followLink(token, password) })
  if (choose.isSuccess)
    return (
      <div role="status" className="flex flex-col gap-4">
        <p>{t('accounts.choose-done')}</p>
        <ButtonLink to="/sign-in" rank="primary" wide>
          {t('session.sign-in')}
        </ButtonLink>
      </div>
    )
  const isGone = isProblem(choose.error, 'not-found')
  const wrong = choose.error ? wordsFor(choose.error, t) : undefined
  const tooShort = password.length > 0 && password.length < passwordLength.least
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        choose.mutate()
      }}
    >
      <FaultSummary error={choose.error} />
      {wrong && (
        <Alert tone="danger" live title={isGone ? t('accounts.choose-gone') : wrong.title}>
          {isGone ? t('accounts.choose-gone-detail') : wrong.detail}
        </Alert>
      )}
      <EmailField readOnly value={link.email} onChange={() => undefined} />
      <TextField
        label={t('accounts.password-next')}
        hint={t('accounts.password-hint', { least: passwordLength.least })}
        type="password"
        name="password"
        autoComplete="new-password"
        required
        minLength={passwordLength.least}
        maxLength={passwordLength.most}
        value={password}
        onChange={setPassword}
        error={
          fieldErrors(choose.error, t).password ??
          (tooShort ? t('accounts.password-short', { least: passwordLength.least }) : undefined)
        }
      />
      <Button type="submit" rank="primary" wide isPending={choose.isPending}>
        {t('accounts.choose-set')}
      </Button>
    </form>
  )
}

import { passwordLength } from '@palermo/shared/accounts/contract.ts'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { AbsencesCard } from '../absences/AbsencesCard.tsx'
import { useTranslate } from '../messages.ts'
import { fieldErrors, wordsFor } from '../problem.ts'
import { Alert } from '../ui/Alert.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { FaultSummary } from '../ui/FaultSummary.tsx'
import { Page } from '../ui/Page.tsx'
import { TextField } from '../ui/TextField.tsx'
import { toast } from '../ui/toast.ts'
import { LayoutCard } from './LayoutCard.tsx'
import { changePassword, endOtherSessions, endSession, sessionsQuery } from './queries.ts'

/** Shows the sessions of the signed-in person and changes the password; `children` are further cards below. */
export const AccountPage = ({ children }: { children?: ReactNode }) => {
  const t = useTranslate()
  return (
    <Page title={t('accounts.title')}>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Sessions />
        <PasswordForm />
        {children}
        <LayoutCard />
        <AbsencesCard />
      </div>
    </Page>
  )
}

const Sessions = () => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const { data } = useSuspenseQuery(sessionsQuery)
  const end = useMutation({
    mutationFn: endSession,
    onSuccess: () => toast(t('accounts.session-ended')),
    onSettled: () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
  const endOthers = useMutation({
    mutationFn: endOtherSessions,
    onSuccess: () => toast(t('accounts.others-ended')),
    onSettled: () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
  const { limits } = data
  return (
    <Card title={t('accounts.sessions')} flush>
      <p className="measure px-4 pb-3 text-quiet">
        {t('accounts.sessions-lead')}{' '}
        {t('accounts.session-limits', { ...limits, longestHours: limits.longestMinutes / 60 })}
      </p>
      {end.error && (
        <div className="px-4 pb-3">
          <Alert tone="danger" live {...wordsOf(end.error, t)} />
        </div>
      )}
      <ul className="divide-y divide-line border-t border-line">
        {data.items.map(({ id, current, device, startedAt, lastSeenAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
            <div className="min-w-0 grow basis-56">
              <p className="flex flex-wrap items-center gap-2 font-strong">
                {device} {current && <Badge tone="accent">{t('accounts.this-one')}</Badge>}
              </p>
              <p className="text-small text-quiet">
                {t('accounts.started')} <At at={startedAt} /> · {t('accounts.last-seen')} <At at={lastSeenAt} />
              </p>
            </div>
            {!current && (
              <Button onPress={() => end.mutate(id)} isPending={end.isPending && end.variables === id}>
                {t('accounts.end-session')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {data.items.length > 1 && (
        <div className="flex flex-col items-start gap-3 border-t border-line px-4 py-3">
          {endOthers.error && <Alert tone="danger" live {...wordsOf(endOthers.error, t)} />}
          <Button onPress={() => endOthers.mutate()} isPending={endOthers.isPending}>
            {t('accounts.end-others')}
          </Button>
        </div>
      )}
    </Card>
  )
}

const PasswordForm = () => {
  const t = useTranslate()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      setCurrent('')
      setNext('')
      toast(t('accounts.password-changed'))
    },
  })
  const errors = fieldErrors(change.error, t)
  const tooShort = next.length > 0 && next.length < passwordLength.least
  return (
    <Card title={t('accounts.password')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate({ current, next })
        }}
      >
        <FaultSummary error={change.error} />
        {change.error && <Alert tone="danger" live {...wordsOf(change.error, t)} />}
        <TextField
          label={t('accounts.password-current')}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={setCurrent}
          error={errors.current}
        />
        <TextField
          label={t('accounts.password-next')}
          hint={t('accounts.password-hint', { least: passwordLength.least })}
          type="password"
          autoComplete="new-password"
          required
          minLength={passwordLength.least}
          maxLength={passwordLength.most}
          value={next}
          onChange={setNext}
          error={errors.next ?? (tooShort ? t('accounts.password-short', { least: passwordLength.least }) : undefined)}
        />
        <div>
          <Button type="submit" rank="primary" isPending={change.isPending}>
            {t('accounts.password-change')}
          </Button>
        </div>
      </form>
    </Card>
  )
}

const wordsOf = (error: unknown, t: ReturnType<typeof useTranslate>) => {
  const { title, detail } = wordsFor(error, t)
  return { title, children: detail }
}

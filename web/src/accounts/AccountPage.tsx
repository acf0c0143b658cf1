import { passwordLength } from '@palermo/shared/accounts/contract.ts'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { AbsencesCard } from '../absences/AbsencesCard.tsx'
import { useSay } from '../messages.ts'
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

/** Where one is signed in, and the password; below, what else is one's own. */
export const AccountPage = ({ children }: { children?: ReactNode }) => {
  const say = useSay()
  return (
    <Page title={say('accounts.title')}>
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
  const say = useSay()
  const queryClient = useQueryClient()
  const { data } = useSuspenseQuery(sessionsQuery)
  const end = useMutation({
    mutationFn: endSession,
    onSuccess: () => toast(say('accounts.session-ended')),
    onSettled: () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
  const endOthers = useMutation({
    mutationFn: endOtherSessions,
    onSuccess: () => toast(say('accounts.others-ended')),
    onSettled: () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
  const { limits } = data
  return (
    <Card title={say('accounts.sessions')} flush>
      <p className="measure px-4 pb-3 text-quiet">
        {say('accounts.sessions-lead')}{' '}
        {say('accounts.session-limits', { ...limits, longestHours: limits.longestMinutes / 60 })}
      </p>
      {end.error && (
        <div className="px-4 pb-3">
          <Alert tone="danger" live {...wordsOf(end.error, say)} />
        </div>
      )}
      <ul className="divide-y divide-line border-t border-line">
        {data.items.map(({ id, current, device, startedAt, lastSeenAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
            <div className="min-w-0 grow basis-56">
              <p className="flex flex-wrap items-center gap-2 font-strong">
                {device} {current && <Badge tone="accent">{say('accounts.this-one')}</Badge>}
              </p>
              <p className="text-small text-quiet">
                {say('accounts.started')} <At at={startedAt} /> · {say('accounts.last-seen')} <At at={lastSeenAt} />
              </p>
            </div>
            {!current && (
              <Button onPress={() => end.mutate(id)} isPending={end.isPending && end.variables === id}>
                {say('accounts.end-session')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {data.items.length > 1 && (
        <div className="flex flex-col items-start gap-3 border-t border-line px-4 py-3">
          {endOthers.error && <Alert tone="danger" live {...wordsOf(endOthers.error, say)} />}
          <Button onPress={() => endOthers.mutate()} isPending={endOthers.isPending}>
            {say('accounts.end-others')}
          </Button>
        </div>
      )}
    </Card>
  )
}

const PasswordForm = () => {
  const say = useSay()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      setCurrent('')
      setNext('')
      toast(say('accounts.password-changed'))
    },
  })
  const errors = fieldErrors(change.error, say)
  const tooShort = next.length > 0 && next.length < passwordLength.least
  return (
    <Card title={say('accounts.password')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate({ current, next })
        }}
      >
        <FaultSummary error={change.error} />
        {change.error && <Alert tone="danger" live {...wordsOf(change.error, say)} />}
        <TextField
          label={say('accounts.password-current')}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={setCurrent}
          error={errors.current}
        />
        <TextField
          label={say('accounts.password-next')}
          hint={say('accounts.password-hint', { least: passwordLength.least })}
          type="password"
          autoComplete="new-password"
          required
          minLength={passwordLength.least}
          maxLength={passwordLength.most}
          value={next}
          onChange={setNext}
          error={
            errors.next ?? (tooShort ? say('accounts.password-short', { least: passwordLength.least }) : undefined)
          }
        />
        <div>
          <Button type="submit" rank="primary" isPending={change.isPending}>
            {say('accounts.password-change')}
          </Button>
        </div>
      </form>
    </Card>
  )
}

const wordsOf = (error: unknown, say: ReturnType<typeof useSay>) => {
  const { title, detail } = wordsFor(error, say)
  return { title, children: detail }
}

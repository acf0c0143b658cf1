import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useSay } from '../messages.ts'
import { isProblem, Unreachable, Unreadable, wordsFor } from '../problem.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'

/** A page that could not be shown: what happened, what to do. Hidden and missing look the same here too. */
export const Trouble = ({ error, reset }: ErrorComponentProps) => {
  const say = useSay()
  const router = useRouter()
  const boundary = useQueryErrorResetBoundary()
  useEffect(() => boundary.reset(), [boundary])
  const again = () => {
    reset()
    void router.invalidate()
  }
  useEffect(() => {
    // A page read while there was no connection is tried again when there is one; its code only by a fresh start.
    const retry = () => {
      if (!(error instanceof Unreachable)) location.reload()
      reset()
      void router.invalidate()
    }
    addEventListener('online', retry)
    return () => removeEventListener('online', retry)
  }, [error, reset, router])
  if (isProblem(error, 'not-found')) return <NotFound />
  // Whatever failed while there is no connection failed because of that.
  const { title, detail } = wordsFor(navigator.onLine ? error : new Unreachable('offline'), say)
  return (
    <Page title={title}>
      {detail && <p className="measure">{detail}</p>}
      <div className="flex flex-wrap gap-2">
        {error instanceof Unreadable ? (
          <Button rank="primary" onPress={() => location.reload()}>
            {say('shell.reload-page')}
          </Button>
        ) : (
          <Button rank="primary" onPress={again}>
            {say('shell.try-again')}
          </Button>
        )}
        <ButtonLink to="/">{say('shell.home')}</ButtonLink>
      </div>
    </Page>
  )
}

export const NotFound = () => {
  const say = useSay()
  return (
    <Page title={say('problems.not-found.title')}>
      <p className="measure">{say('problems.not-found.detail')}</p>
      <div>
        <ButtonLink to="/" rank="primary">
          {say('shell.home')}
        </ButtonLink>
      </div>
    </Page>
  )
}

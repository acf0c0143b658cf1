import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { loadKeptNumbers } from '../agencies/load-kept-numbers.ts'
import { http } from '../http.ts'
import { useTranslate } from '../messages.ts'
import { isProblem, Unreachable, Unreadable, wordsFor } from '../problem.ts'
import { keptNames } from '../session/device-key.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'

const KeptNumbersCard = lazy(() => loadKeptNumbers().catch(() => ({ default: () => null })))

const askAgainAfter = 4_000

/**
 * Whether the server did not answer, or the code of a page failed to load, which browsers report only as a failed
 * import.
 */
const isCutOff = (error: unknown) =>
  error instanceof Unreachable || (error instanceof TypeError && /import|module script/i.test(error.message))

/**
 * Shown for a page that cannot be loaded: what happened, and what to do. A hidden record and a missing one look the
 * same.
 */
export const Trouble = ({ error, reset }: ErrorComponentProps) => {
  const t = useTranslate()
  const router = useRouter()
  const boundary = useQueryErrorResetBoundary()
  useEffect(() => boundary.reset(), [boundary])
  const again = () => {
    reset()
    void router.invalidate()
  }
  useEffect(() => {
    // After a lost connection, loads the data again; in any other case, for example missing code, reloads the whole
    // page.
    const retry = () => {
      if (!(error instanceof Unreachable)) location.reload()
      reset()
      void router.invalidate()
    }
    addEventListener('online', retry)
    // The server is asked at intervals, because the browser may not notice that the connection was lost and is back.
    const ask = () =>
      http('/health').then(
        ({ ok }) => ok && retry(),
        () => undefined,
      )
    const timer = isCutOff(error) ? setInterval(() => void ask(), askAgainAfter) : undefined
    return () => {
      removeEventListener('online', retry)
      clearInterval(timer)
    }
  }, [error, reset, router])
  if (isProblem(error, 'not-found')) return <NotFound />
  // Without a connection, every error is treated as caused by the lost connection.
  const cutOff = !navigator.onLine || isCutOff(error)
  const { title, detail } = wordsFor(cutOff && !(error instanceof Unreachable) ? new Unreachable('offline') : error, t)
  return (
    <Page title={title}>
      {cutOff ? <p className="measure">{t('shell.tried-again')}</p> : detail && <p className="measure">{detail}</p>}
      {keptNames().length > 0 && <p className="measure">{t('shell.kept-sealed')}</p>}
      <div className="flex flex-wrap gap-2">
        {error instanceof Unreadable ? (
          <Button rank="primary" onPress={() => location.reload()}>
            {t('shell.reload-page')}
          </Button>
        ) : (
          <Button rank="primary" onPress={again}>
            {t('shell.try-again')}
          </Button>
        )}
        <ButtonLink to="/">{t('shell.home')}</ButtonLink>
      </div>
      {cutOff && (
        <Suspense>
          <KeptNumbersCard of={{ data: undefined, error, isFetching: false, refetch: again }} />
        </Suspense>
      )}
    </Page>
  )
}

export const NotFound = () => {
  const t = useTranslate()
  return (
    <Page title={t('problems.not-found.title')}>
      <p className="measure">{t('problems.not-found.detail')}</p>
      <div>
        <ButtonLink to="/" rank="primary">
          {t('shell.home')}
        </ButtonLink>
      </div>
    </Page>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { http } from '../http.ts'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { At } from '../ui/Due.tsx'
import { isCutOffNow, useFreshness } from './freshness.ts'

const askAgainAfter = 4_000

/**
 * Shown above every page: the age of data that could not be refreshed, whether a part of the page is missing, and the
 * button *Try again*. When the server answers again, all failed queries are repeated.
 */
export const LoadState = ({ online }: { online: boolean }) => {
  const t = useTranslate()
  const client = useQueryClient()
  const { missing, staleSince, shownSince } = useFreshness()
  const failed = missing || staleSince > 0
  useEffect(() => {
    if (!failed) return
    const again = () => void client.refetchQueries({ type: 'active', predicate: isCutOffNow })
    const ask = () =>
      http('/health').then(
        ({ ok }) => ok && again(),
        () => undefined,
      )
    addEventListener('online', again)
    const timer = setInterval(() => void ask(), askAgainAfter)
    return () => {
      removeEventListener('online', again)
      clearInterval(timer)
    }
  }, [failed, client])
  const since = online ? staleSince : shownSince
  if (online && !failed) return null
  return (
    <p className="flex flex-wrap items-center justify-center gap-x-3 bg-soon-soft px-4 py-1.5 text-center text-soon">
      {!online && <span>{t('shell.offline')}</span>}
      {since > 0 && (
        <span>
          {t(online ? 'shell.not-up-to-date' : 'shell.shown-as-of')} <At at={new Date(since).toISOString()} />
        </span>
      )}
      {missing && <span>{t('shell.part-missing')}</span>}
      {failed && (
        <Button rank="quiet" onPress={() => void client.refetchQueries({ type: 'active', predicate: isCutOffNow })}>
          {t('ui.try-again')}
        </Button>
      )}
    </p>
  )
}

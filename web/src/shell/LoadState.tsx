import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { http } from '../http.ts'
import { useSay } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { At } from '../ui/Due.tsx'
import { isCutOffNow, useFreshness } from './freshness.ts'

const askAgainAfter = 4_000

/**
 * On top of every page: of when it is where it could not be read again, and that a part of it is missing, with the way to
 * try again. Once the server answers again, all that failed is asked for again.
 */
export const LoadState = ({ online }: { online: boolean }) => {
  const say = useSay()
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
      {!online && <span>{say('shell.offline')}</span>}
      {since > 0 && (
        <span>
          {say(online ? 'shell.not-up-to-date' : 'shell.shown-as-of')} <At at={new Date(since).toISOString()} />
        </span>
      )}
      {missing && <span>{say('shell.part-missing')}</span>}
      {failed && (
        <Button rank="quiet" onPress={() => void client.refetchQueries({ type: 'active', predicate: isCutOffNow })}>
          {say('ui.try-again')}
        </Button>
      )}
    </p>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { colleaguesQuery } from './queries.ts'

/** Returns a function that names the assignee in work lists: "You", the colleague's name, or "unassigned" for null. */
export const useWho = (): ((personId: string | null) => string) => {
  const t = useTranslate()
  const me = useMe()
  const { data } = useQuery(colleaguesQuery(me.agencyId))
  return (personId) => {
    if (personId === null) return t('agencies.nobody-yet')
    if (personId === me.personId) return t('agencies.you')
    return data?.items.find(({ id }) => id === personId)?.name ?? t('agencies.somebody-there')
  }
}

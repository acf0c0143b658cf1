import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { SlidersHorizontal } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { toast } from '../ui/toast.ts'
import { NoticeRows } from './NoticeRows.tsx'
import { markRead, noticesQuery } from './queries.ts'
import { useUnread } from './useUnread.ts'

/** All notifications of this person by case, the newest first. */
export const NoticesPage = () => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const list = useSuspenseInfiniteQuery(noticesQuery)
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const unread = useUnread()
  const read = useMutation({
    mutationFn: () => markRead(queryClient, { all: true }),
    onError: (why) => toast(t('ui.not-sent', { reason: wordsFor(why, t).title })),
  })
  const groups = data.pages.flatMap(({ items }) => items)
  return (
    <Page
      title={t('notices.title')}
      actions={
        <>
          <ButtonLink to="/notices/settings" icon={SlidersHorizontal}>
            {t('notices.settings.open')}
          </ButtonLink>
          {unread > 0 && (
            <Button onPress={() => read.mutate()} isPending={read.isPending}>
              {t('notices.read-all')}
            </Button>
          )}
        </>
      }
    >
      <section aria-label={t('notices.title')} className="card overflow-hidden">
        {groups.length === 0 ? <EmptyState of={list} sentence={t('notices.empty')} /> : <NoticeRows groups={groups} />}
        {hasNextPage && (
          <div className="border-t border-line p-3 text-center">
            <Button onPress={() => void fetchNextPage()} isPending={isFetchingNextPage}>
              {t('ui.more')}
            </Button>
          </div>
        )}
      </section>
    </Page>
  )
}

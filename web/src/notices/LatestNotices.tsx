import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { RefObject } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { MenuPopover } from '../ui/MenuPopover.tsx'
import { toast } from '../ui/toast.ts'
import { NoticeRows } from './NoticeRows.tsx'
import { markRead, noticesQuery } from './queries.ts'

const shown = 8

interface Props {
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
}

export const LatestNotices = ({ anchor, onClose }: Props) => {
  const t = useTranslate()
  return (
    <MenuPopover anchor={anchor} placement="bottom end" onClose={onClose}>
      <Dialog aria-label={t('notices.title')} className="outline-none">
        <Latest close={onClose} />
      </Dialog>
    </MenuPopover>
  )
}

const Latest = ({ close }: { close: () => void }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const list = useInfiniteQuery(noticesQuery)
  const read = useMutation({
    mutationFn: () => markRead(queryClient, { all: true }),
    onError: (why) => toast(t('ui.not-sent', { reason: wordsFor(why, t).title })),
  })
  const groups = list.data?.pages[0]?.items.slice(0, shown) ?? []
  return (
    <>
      <header className="flex items-center gap-2 border-b border-line py-1.5 pe-2 ps-4">
        <h2 className="grow">{t('notices.title')}</h2>
        {groups.some(({ open }) => open) && (
          <Button rank="quiet" onPress={() => read.mutate()} isPending={read.isPending}>
            {t('notices.read-all')}
          </Button>
        )}
      </header>
      {groups.length > 0 ? (
        <NoticeRows groups={groups} onFollow={close} />
      ) : (
        <div className="px-4 py-4">
          <EmptyState of={list} small rows={4} sentence={t('notices.none')} />
        </div>
      )}
      <footer className="border-t border-line px-4 py-2">
        <Link to="/notices" onClick={close} className="text-accent underline underline-offset-3">
          {t('notices.all')}
        </Link>
      </footer>
    </>
  )
}

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bell } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { useSay } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { NoticeRows } from './NoticeRows.tsx'
import { markRead, noticesQuery } from './queries.ts'
import { useUnread } from './useUnread.ts'

const shown = 8

/** How many notices are unread, live; a press shows the latest. */
export const NoticesButton = () => {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  const unread = useUnread()
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <AriaButton
        aria-label={say('notices.button', { unread })}
        className="relative inline-flex size-9 touch:size-12 shrink-0 items-center justify-center rounded-control text-quiet hover:bg-hover hover:text-ink print:hidden"
      >
        <Bell aria-hidden size={20} strokeWidth={1.9} />
        {unread > 0 && (
          <span
            aria-hidden="true"
            className="figures absolute top-0 right-0 min-w-4.5 rounded-full bg-accent px-1 text-center text-small leading-tight font-strong text-on-accent"
          >
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </AriaButton>
      <span role="status" className="sr-only">
        {unread > 0 ? say('notices.button', { unread }) : ''}
      </span>
      <Popover
        placement="bottom end"
        className="w-96 max-w-[94vw] overflow-auto rounded-card border border-line bg-paper shadow-dialog"
      >
        <Dialog aria-label={say('notices.title')} className="outline-none">
          <Latest close={() => setOpen(false)} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

const Latest = ({ close }: { close: () => void }) => {
  const say = useSay()
  const queryClient = useQueryClient()
  const { data, isPending } = useInfiniteQuery(noticesQuery)
  const read = useMutation({ mutationFn: () => markRead(queryClient, { all: true }) })
  const notices = data?.pages[0]?.items.slice(0, shown) ?? []
  return (
    <>
      <header className="flex items-center gap-2 border-b border-line py-1.5 pr-2 pl-4">
        <h2 className="grow">{say('notices.title')}</h2>
        {notices.some(({ readAt }) => readAt === null) && (
          <Button rank="quiet" onPress={() => read.mutate()} isPending={read.isPending}>
            {say('notices.read-all')}
          </Button>
        )}
      </header>
      {isPending ? (
        <SkeletonRows rows={4} />
      ) : notices.length > 0 ? (
        <NoticeRows notices={notices} onFollow={close} />
      ) : (
        <p className="px-4 py-6 text-center text-quiet">{say('notices.none')}</p>
      )}
      <footer className="border-t border-line px-4 py-2">
        <Link to="/notices" onClick={close} className="text-accent underline underline-offset-3">
          {say('notices.all')}
        </Link>
      </footer>
    </>
  )
}

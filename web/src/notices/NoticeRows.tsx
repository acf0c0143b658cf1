import type { Notice } from '@palermo/shared/notices/contract.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { subjectPath } from '../desk/subjects.ts'
import { useSay } from '../messages.ts'
import { At } from '../ui/Due.tsx'
import { markRead } from './queries.ts'
import { noticeWords } from './words.ts'

/** What came back to the queue is found there; everything else where it stands. */
const pathOf = (notice: Notice) => (notice.topic === 'agency.work-returned' ? '/work' : subjectPath(notice))

/** Following a notice is reading it. */
export const NoticeRows = ({ notices, onFollow }: { notices: readonly Notice[]; onFollow?: () => void }) => {
  const say = useSay()
  const queryClient = useQueryClient()
  const follow = ({ id, readAt }: Notice) => {
    if (readAt === null) void markRead(queryClient, { ids: [id] }).catch(() => undefined)
    onFollow?.()
  }
  return (
    <ul className="divide-y divide-line">
      {notices.map((notice) => (
        <li
          key={notice.id}
          data-row={notice.id}
          className="relative flex has-focus-visible:bg-hover gap-2.5 px-4 py-2.5 hover:bg-hover"
        >
          <span
            aria-hidden="true"
            className={`mt-2 size-2 shrink-0 rounded-full ${notice.readAt === null ? 'bg-accent' : 'border border-line'}`}
          />
          <div className="flex min-w-0 grow flex-col">
            <Link
              to={pathOf(notice)}
              onClick={() => follow(notice)}
              className={`stretch-link ${notice.readAt === null ? 'font-strong' : ''}`}
            >
              {notice.readAt === null && <span className="sr-only">{say('notices.unread')} </span>}
              {noticeWords(notice, say)}
            </Link>
            <span className="figures flex flex-wrap gap-x-2 text-small text-quiet">
              {notice.caseReference && <span>{notice.caseReference}</span>}
              <At at={notice.at} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  )
}

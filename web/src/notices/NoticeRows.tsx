import type { Notice, NoticeGroup } from '@palermo/shared/notices/contract.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Link, linkOptions } from '@tanstack/react-router'
import { useTranslate } from '../messages.ts'
import { subjectLink } from '../navigation/subjects.ts'
import { At, Due } from '../ui/Due.tsx'
import { markRead } from './queries.ts'
import { noticeWords } from './words.ts'

/**
 * A notification of work returned to the agency's queue leads to that queue; any other notification leads to the page
 * of its record.
 */
const linkOf = (notice: Notice) =>
  notice.topic === 'agency.work-returned' ? linkOptions({ to: '/work' }) : subjectLink(notice)

interface Props {
  groups: readonly NoticeGroup[]
  onFollow?: () => void
}

/**
 * Shows the notifications in one block for each case; a block has one line for each record, with the last notification
 * of that record. Opening a line marks the whole block as read.
 */
export const NoticeRows = ({ groups, onFollow }: Props) => {
  const queryClient = useQueryClient()
  const follow = ({ id, lines }: NoticeGroup) => {
    if (lines.some(({ readAt }) => readAt === null)) void markRead(queryClient, { groups: [id] }).catch(() => undefined)
    onFollow?.()
  }
  return (
    <ul className="divide-y divide-line">
      {groups.map((group) => (
        <li key={group.id} className="flex flex-col py-1.5">
          {group.caseReference && <p className="figures px-4 pt-1 text-small text-quiet">{group.caseReference}</p>}
          <ul>
            {group.lines.map((line) => (
              <Line key={line.id} line={line} onFollow={() => follow(group)} />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

const Line = ({ line, onFollow }: { line: NoticeGroup['lines'][number]; onFollow: () => void }) => {
  const t = useTranslate()
  const { id, open, dueAt, at, times } = line
  return (
    <li data-row={id} className="relative flex has-focus-visible:bg-hover gap-2.5 px-4 py-1.5 hover:bg-hover">
      <span
        aria-hidden="true"
        className={`mt-2 size-2 shrink-0 rounded-full ${open ? 'bg-accent' : 'border border-line'}`}
      />
      <div className="flex min-w-0 grow flex-col">
        <Link {...linkOf(line)} onClick={onFollow} className={`stretch-link ${open ? 'font-strong' : ''}`}>
          {open && <span className="sr-only">{t('notices.unread')} </span>}
          {noticeWords(line, t)}
        </Link>
        <span className="figures flex flex-wrap gap-x-2 text-small text-quiet">
          <At at={at} />
          {times > 1 && <span>{t('notices.times', { count: times })}</span>}
          {open && dueAt && <Due at={dueAt} />}
        </span>
      </div>
    </li>
  )
}

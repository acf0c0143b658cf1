import type { ApprovalQuery } from '@palermo/shared/approvals/contract.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import { orTrouble } from '../query-client.ts'
import { useMe } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { ApprovalItem } from './ApprovalItem.tsx'
import { boxesFor } from './boxes.ts'
import { approvalsQuery } from './queries.ts'

/**
 * Lists approvals that the reader can give, approvals that the reader requested, and actions that administrators took
 * without approval while the task force was founded.
 */
export const ApprovalsPage = ({ box: wanted }: { box: ApprovalQuery['box'] | undefined }) => {
  const t = useTranslate()
  const boxes = boxesFor(useMe().actions)
  const box = wanted ?? boxes[0] ?? 'asked'
  const list = useInfiniteQuery({ ...approvalsQuery(box), throwOnError: orTrouble })
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = list
  const items = data?.pages.flatMap((page) => page.items)
  return (
    <Page title={t('approvals.title')} lead={t('approvals.lead')}>
      <nav aria-label={t('approvals.boxes')} className="flex flex-wrap gap-x-4 gap-y-2">
        {boxes.map((one) => (
          <TextLink
            key={one}
            to="/approvals"
            search={{ box: one }}
            aria-current={one === box ? 'page' : undefined}
            className="aria-[current]:font-strong aria-[current]:no-underline"
          >
            {t(`approvals.box.${one}`)}
          </TextLink>
        ))}
      </nav>
      {!items || items.length === 0 ? (
        <EmptyState of={list} sentence={t(`approvals.empty.${box}`)} />
      ) : (
        <ul className="card divide-y divide-line">
          {items.map((approval) => (
            <li key={approval.id} data-row={approval.id} className="px-4 py-3">
              <ApprovalItem approval={approval} />
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <div>
          <Button isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            {t('approvals.more')}
          </Button>
        </div>
      )}
    </Page>
  )
}

import type { Approval } from '@palermo/shared/approvals/contract.ts'
import { lazy, Suspense, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { At, Due } from '../ui/Due.tsx'
import { Onward } from '../ui/Onward.tsx'
import { type ApprovalAction, approvalActs } from './acts.ts'
import { useWhatIsAsked } from './useWhatIsAsked.ts'

const AnswerDialog = lazy(() => import('./AnswerDialog.tsx').then((found) => ({ default: found.AnswerDialog })))

const tones = { asked: 'plain', endorsed: 'plain', approved: 'done', refused: 'ended', withdrawn: 'ended' } as const

/**
 * Shows one approval: the requested action, the person who requested it and the agency that decides, with the reader's
 * buttons.
 */
export const ApprovalItem = ({ approval }: { approval: Approval }) => {
  const t = useTranslate()
  const [action, setAction] = useState<ApprovalAction>()
  const what = useWhatIsAsked(approval)
  const { act, status, from, fromFunction, fromName, mine, to, alone, needed, dueAt, late, refusalReason } = approval
  const isOpen = status === 'asked' || status === 'endorsed'
  const acts = approvalActs.filter((one) => approval.actions.some((offered) => offered === one))
  const who = mine ? t('agencies.you') : (fromName ?? t(`functions.${fromFunction}`))
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <strong className="font-strong [overflow-wrap:anywhere]">{what}</strong>
        <Badge tone={tones[status]}>{t(`approvals.status.${status}`)}</Badge>
        {alone && <Badge tone="accent">{t('approvals.alone')}</Badge>}
        {isOpen && dueAt && <Due at={dueAt} late={late} />}
      </p>
      <p className="text-small text-quiet">
        {who}, {from.name}
        {to && (
          <>
            {' '}
            <Onward /> {to.name}
          </>
        )}{' '}
        · <At at={approval.askedAt} />
      </p>
      {isOpen && needed > 1 && <p className="text-small text-quiet">{t('approvals.needs-two')}</p>}
      {isOpen && act.kind === 'exit-page' && act.page !== null && (
        <p className="text-small">
          <a href={act.page} target="_blank" rel="noreferrer noopener" className="text-accent underline">
            {t('approvals.open-page')}
          </a>{' '}
          {approval.actions.includes('approve') && t('approvals.open-page-hint')}
        </p>
      )}
      {status === 'approved' && act.kind === 'reflection-end' && mine && (
        <p className="text-small">{t('approvals.end-period')}</p>
      )}
      {refusalReason && <p className="text-small">{t(`approvals.refusals.${refusalReason}`)}</p>}
      {acts.length > 0 && (
        <div className="flex flex-wrap gap-2 pt-1 print:hidden">
          {acts.map((one) => (
            <Button key={one} rank={one === 'approve' ? 'secondary' : 'quiet'} onPress={() => setAction(one)}>
              {t(`approvals.acts.${one}.verb`)}
            </Button>
          ))}
        </div>
      )}
      {action && (
        <Suspense>
          <AnswerDialog approval={approval} action={action} onClose={() => setAction(undefined)} />
        </Suspense>
      )}
    </div>
  )
}

import type { Case } from '@palermo/shared/cases/contract.ts'
import { useTranslate } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'
import { Due } from '../ui/Due.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { useOffered } from './queries.ts'

/**
 * Shows on the case that a hand-over is offered: the receiver, the deadline for the answer and a link to the hand-over.
 */
export const HandoverNote = ({ row }: { row: Case }) => {
  const t = useTranslate()
  const offered = useOffered(row.id)
  if (!offered) return null
  const { from, fromName, to, toName, dueAt, late } = offered
  return (
    <Alert title={t('handovers.offered-to', { to: toName ?? to.name, from: fromName ?? from.name })}>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {dueAt && <Due at={dueAt} late={late} />}
        <TextLink to="/handovers/$id" params={{ id: offered.id }}>
          {t('handovers.title')}
        </TextLink>
      </span>
    </Alert>
  )
}

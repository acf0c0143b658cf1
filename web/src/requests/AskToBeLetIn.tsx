import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Compartment } from '@palermo/shared/compartments.ts'
import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { At } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { requestsQuery } from './queries.ts'

const AskDialog = lazy(() => import('./AskDialog.tsx').then((found) => ({ default: found.AskDialog })))

interface Props {
  row: Pick<Case, 'id'>
  compartment: Compartment
}

/**
 * On a sealed card: a button to request access, or the time of the request; nothing for readers whose role may never
 * read this compartment. The button does not reveal whether the compartment has content.
 */
export const AskToBeLetIn = ({ row, compartment }: Props) => {
  const t = useTranslate()
  const [isOpen, setOpen] = useState(false)
  const list = useQuery(requestsQuery(row.id))
  const { data } = list
  const waiting = data?.items.find((one) => one.mine && one.compartment === compartment && one.status === 'asked')
  const byRequest = data?.askable.find((one) => one === compartment)
  const byApproval = data?.askableByApproval.find((one) => one === compartment)
  const askable = byRequest ?? byApproval
  if (waiting)
    return (
      <p className="text-small text-quiet">
        {t('requests.asked-by-you')} <At at={waiting.askedAt} />
      </p>
    )
  if (!askable) return <EmptyState of={list} small rows={0} />
  return (
    <>
      <Button
        icon={KeyRound}
        aria-label={t('requests.ask.title', { compartment: t(`compartments.${askable}.title`) })}
        onPress={() => setOpen(true)}
      >
        {t('requests.ask.verb')}
      </Button>
      {isOpen && (
        <Suspense>
          <AskDialog row={row} compartment={askable} byApproval={!byRequest} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

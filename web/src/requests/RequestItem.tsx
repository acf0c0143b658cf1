import type { Request } from '@palermo/shared/requests/contract.ts'
import { lazy, Suspense, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { At, Due } from '../ui/Due.tsx'
import { Onward } from '../ui/Onward.tsx'
import type { RequestAction } from './acts.ts'
import { requestActs } from './acts.ts'

const AnswerDialog = lazy(() => import('./AnswerDialog.tsx').then((found) => ({ default: found.AnswerDialog })))

/** A request for access: asker, compartment, purpose and legal basis, with the buttons for an answer. */
export const RequestItem = ({ request }: { request: Request }) => {
  const t = useTranslate()
  const [action, setAction] = useState<RequestAction>()
  const { compartment, purpose, legalBasis, from, fromFunction, fromName, mine, owner, status, dueAt, late } = request
  const acts = requestActs.filter((one) => request.actions.some((offered) => offered === one))
  const who = mine ? t('agencies.you') : (fromName ?? `${t(`functions.${fromFunction}`)}, ${from.name}`)
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <strong className="font-strong">{t(`compartments.${compartment}.title`)}</strong>
        <Badge tone={status === 'granted' ? 'done' : status === 'asked' ? 'plain' : 'ended'}>
          {t(`requests.status.${status}`)}
        </Badge>
        {status === 'asked' && dueAt && <Due at={dueAt} late={late} />}
      </p>
      <p>
        {t(`requests.purposes.${purpose}`)} <span className="text-quiet">· {t(`requests.bases.${legalBasis}`)}</span>
      </p>
      <p className="text-small text-quiet">
        {who} <Onward /> {owner.name} · <At at={request.askedAt} />
      </p>
      {request.refusalReason && (
        <p className="text-small">
          {t('requests.refused-because', { reason: t(`requests.codes.refusalReason.${request.refusalReason}`) })}
        </p>
      )}
      {acts.length > 0 && (
        <div className="flex flex-wrap gap-2 pt-1 print:hidden">
          {acts.map((one) => (
            <Button key={one} rank={one === 'grant' ? 'secondary' : 'quiet'} onPress={() => setAction(one)}>
              {t(`requests.acts.${one}.verb`)}
            </Button>
          ))}
        </div>
      )}
      {action && (
        <Suspense>
          <AnswerDialog request={request} action={action} onClose={() => setAction(undefined)} />
        </Suspense>
      )}
    </div>
  )
}

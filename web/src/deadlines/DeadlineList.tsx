import { type Deadline, needsReason } from '@palermo/shared/deadlines/contract.ts'
import { useState } from 'react'
import { hasWords, useSay } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { At, Due } from '../ui/Due.tsx'
import { useNow } from '../ui/when.ts'
import { BreachDialog } from './BreachDialog.tsx'
import { stepWords } from './steps.ts'

interface Props {
  deadlines: readonly Deadline[]
  /** Names by agency id, as far as the page knows them. */
  agencies: Readonly<Record<string, string>>
}

/** Every clock of a thing: who owes what by when, on whose word, and whether anybody has checked that word. */
export const DeadlineList = ({ deadlines, agencies }: Props) => {
  const say = useSay()
  const me = useMe()
  const now = new Date(useNow()).toISOString()
  const [answering, setAnswering] = useState<Deadline>()
  if (deadlines.length === 0) return <p className="text-quiet">{say('deadlines.none')}</p>
  return (
    <>
      <ul className="flex flex-col gap-3">
        {deadlines
          .toSorted((one, other) => Number(one.closedAt !== null) - Number(other.closedAt !== null))
          .map((deadline) => (
            <li key={deadline.id} className="flex flex-col gap-0.5">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <strong className="font-strong">{stepWords(deadline.key, say)}</strong>
                <span className="text-quiet">{agencies[deadline.owesAgencyId]}</span>
              </p>
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                {deadline.closedAt ? (
                  <>
                    <Badge tone={deadline.late ? 'late' : 'done'}>
                      {say(deadline.late ? 'deadlines.closed-late' : 'deadlines.closed')}
                    </Badge>
                    <At at={deadline.closedAt} />
                  </>
                ) : (
                  <Due at={deadline.dueAt} late={deadline.late} />
                )}
              </p>
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-small text-quiet">
                <span className="measure">{say('deadlines.source', { source: deadline.source })}</span>
                {deadline.verifiedOn === null && (
                  <span title={say('deadlines.not-verified-hint')} className="font-strong">
                    {say('deadlines.not-verified')}
                  </span>
                )}
              </p>
              {deadline.breachReason && (
                <p className="text-small">
                  {say('deadlines.reason-given', {
                    reason: hasWords(`deadlines.breach-reasons.${deadline.breachReason}`)
                      ? say(`deadlines.breach-reasons.${deadline.breachReason}`)
                      : deadline.breachReason,
                  })}
                </p>
              )}
              {deadline.owesAgencyId === me.agencyId && needsReason(deadline, now) && (
                <div>
                  <Button onPress={() => setAnswering(deadline)}>{say('deadlines.answer')}</Button>
                </div>
              )}
            </li>
          ))}
      </ul>
      {answering && <BreachDialog deadline={answering} onClose={() => setAnswering(undefined)} />}
    </>
  )
}

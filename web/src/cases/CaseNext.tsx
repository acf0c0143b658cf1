import '../referrals/page-messages.ts'
import './page-messages.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { CaseAction } from '@palermo/shared/cases/workflow.ts'
import { useNavigate } from '@tanstack/react-router'
import { Send } from 'lucide-react'
import { useWho } from '../agencies/useWho.ts'
import { useInView } from '../commands/in-view.ts'
import { stepWords } from '../deadlines/steps.ts'
import { useOffered } from '../handovers/queries.ts'
import { hasWords, useSay } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At, Due } from '../ui/Due.tsx'
import { useNow } from '../ui/moment.ts'
import { TextLink } from '../ui/TextLink.tsx'
import { offeredActs, runs } from './acts.ts'
import { type NextThing, nextThings } from './next.ts'

interface Props {
  row: Case
  onAct: (action: CaseAction) => void
}

const shown = 4

/** What happens next, by when, by whom; and what the reader may do about the case as a whole. */
export const CaseNext = ({ row, onAct }: Props) => {
  const say = useSay()
  const me = useMe()
  const things = nextThings(row, me.agencyId, useNow())
  const offered = useOffered(row.id)
  // One offer at a time: it is taken back where it stands.
  const acts = offeredActs(row)
    .filter((action) => action !== 'hand-over' || !offered)
    .map((id) => ({ id, label: say(`cases.acts.${id}.verb`), run: () => onAct(id) }))
  const refers = runs(row) && !row.agencyOnly
  const navigate = useNavigate()
  const refer = () => void navigate({ to: '/referrals/new', search: { case: row.id } })
  useInView({
    title: row.reference,
    acts: refers ? [...acts, { id: 'refer', label: say('cases.refer'), run: refer }] : acts,
  })
  const reason = row.closingReason
  const rest = things.length - shown
  return (
    <Card title={say('cases.next')}>
      {row.status === 'open' && row.reopeningReason && (
        <p className="text-quiet">
          {say('cases.reopened-because', { reason: say(`cases.reopening-reasons.${row.reopeningReason}`) })}
        </p>
      )}
      {row.removalSuspendedUntil && (
        <Alert title={say('cases.not-removed')}>
          {say('cases.not-removed-until')} <At at={row.removalSuspendedUntil} />
        </Alert>
      )}
      {row.agencyOnly && <p className="measure text-quiet">{say('cases.own.kept')}</p>}
      {row.status === 'contact-lost' && <p className="measure">{say('cases.contact-is-lost')}</p>}
      {row.status === 'left' ? (
        <p className="measure">{say('cases.has-left')}</p>
      ) : row.status === 'closed' ? (
        <p>
          {reason && hasWords(`cases.closing-reasons.${reason}`)
            ? say('cases.closed-because', { reason: say(`cases.closing-reasons.${reason}`) })
            : say('cases.closed')}
        </p>
      ) : things.length === 0 ? (
        <p className="text-quiet">{say('cases.nothing-owed')}</p>
      ) : (
        <ol className="-mx-1 flex flex-col divide-y divide-line">
          {things.slice(0, shown).map((thing, index) => (
            <Thing key={thing.id} thing={thing} first={index === 0} />
          ))}
        </ol>
      )}
      {rest > 0 && <p className="text-small text-quiet">{say('cases.next-more', { rest })}</p>}
      <div className="flex flex-wrap gap-2 print:hidden">
        {acts.map(({ id, label, run }, index) => (
          <Button key={id} rank={index === 0 ? 'primary' : 'secondary'} onPress={run}>
            {label}
          </Button>
        ))}
        {refers && (
          <ButtonLink to="/referrals/new" search={{ case: row.id }} icon={Send}>
            {say('cases.refer')}
          </ButtonLink>
        )}
      </div>
    </Card>
  )
}

const Thing = ({ thing, first }: { thing: NextThing; first: boolean }) => {
  const say = useSay()
  const who = useWho()
  const { step, taskKind, agency, ours, assigneeId, dueAt, late, referralId } = thing
  const words = stepWords(step, say, taskKind)
  return (
    <li className="grid gap-x-4 gap-y-0.5 px-1 py-2 @list:grid-cols-[minmax(10rem,1.2fr)_minmax(8rem,1fr)_minmax(18.5rem,1.2fr)]">
      <span className={first ? 'text-large font-strong' : 'font-strong'}>
        {referralId ? (
          <TextLink to="/referrals/$id" params={{ id: referralId }}>
            {words}
          </TextLink>
        ) : (
          words
        )}
      </span>
      <span className="text-quiet @list:self-center">
        {ours ? say('referrals.owed-by-us') : (agency ?? say('cases.another-agency'))}
        {assigneeId && ` · ${who(assigneeId)}`}
      </span>
      <span className="@list:self-center">
        <Due at={dueAt} late={late} />
      </span>
    </li>
  )
}

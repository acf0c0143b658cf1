import type { Case } from '@palermo/shared/cases/contract.ts'
import type { CaseAction } from '@palermo/shared/cases/record.ts'
import { useNavigate } from '@tanstack/react-router'
import { useWho } from '../agencies/useWho.ts'
import { offeredActs, runs } from '../cases/acts.ts'
import { type CasePart, runningReferrals } from '../cases/parts.ts'
import { stepWords } from '../deadlines/steps.ts'
import { useOffered } from '../handovers/queries.ts'
import { useInView } from '../keys/in-view.ts'
import { hasWords, type Say, useSay } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At, Due } from '../ui/Due.tsx'
import { useNow } from '../ui/moment.ts'
import { TextLink } from '../ui/TextLink.tsx'
import { MoreActs } from './MoreActs.tsx'
import { type NextThing, nextThings } from './next.ts'
import { type Primary, primaryOf } from './primary.ts'

interface Props {
  row: Case
  onAct: (action: CaseAction) => void
  onPart: (part: CasePart) => void
}

const shown = 6

/** What happens next, by when, by whom; the reader's next due step as the one primary button, and the rest under More. */
export const CaseNext = ({ row, onAct, onPart }: Props) => {
  const say = useSay()
  const me = useMe()
  const things = nextThings(row, me.agencyId, useNow())
  const primary = primaryOf(row, things)
  const offered = useOffered(row.id)
  // One offer at a time: it is taken back where it stands.
  const acts = offeredActs(row)
    .filter((action) => action !== 'hand-over' || !offered)
    .map((id) => ({ id, label: say(`cases.acts.${id}.verb`), run: () => onAct(id) }))
  const navigate = useNavigate()
  const refers = runs(row) && !row.agencyOnly
  const refer = () => void navigate({ to: '/referrals/new', search: { case: row.id } })
  const all = refers ? [...acts, { id: 'refer', label: say('cases.refer'), run: refer }] : acts
  useInView({ title: row.reference, acts: all })
  const rest = things.length - shown
  return (
    <Card title={say('cases.next')}>
      <StandingOf row={row} />
      {things.length === 0 ? (
        <p className="text-quiet">{nothingOwed(row, say)}</p>
      ) : (
        <ol className="-mx-1 flex flex-col divide-y divide-line">
          {things.slice(0, shown).map((thing, index) => (
            <Thing key={thing.id} thing={thing} first={index === 0} />
          ))}
        </ol>
      )}
      {rest > 0 && <p className="text-small text-quiet">{say('cases.next-more', { rest })}</p>}
      <div className="flex flex-wrap gap-2 print:hidden">
        {primary && <PrimaryButton primary={primary} onAct={onAct} onPart={onPart} />}
        <MoreActs acts={all.filter(({ id }) => !primary || !('act' in primary) || primary.act !== id)} />
      </div>
    </Card>
  )
}

/** Of a case that asks nothing of anybody whom the reader knows of; that referrals still run is said beside it. */
const nothingOwed = (row: Case, say: Say) => {
  const count = runningReferrals(row).length
  return count > 0 ? say('cases.referrals-run', { count }) : say('cases.nothing-owed')
}

/** In what state the case is, where that says more than its steps do. */
const StandingOf = ({ row }: { row: Case }) => {
  const say = useSay()
  const reason = row.closingReason
  return (
    <>
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
      {row.status === 'left' && <p className="measure">{say('cases.has-left')}</p>}
      {row.status === 'closed' && (
        <p>
          {reason && hasWords(`cases.closing-reasons.${reason}`)
            ? say('cases.closed-because', { reason: say(`cases.closing-reasons.${reason}`) })
            : say('cases.closed')}
        </p>
      )}
    </>
  )
}

/** Takes the next action, or opens the page for it. */
const PrimaryButton = ({ primary, onAct, onPart }: { primary: Primary } & Omit<Props, 'row'>) => {
  const say = useSay()
  if ('act' in primary)
    return (
      <Button rank="primary" onPress={() => onAct(primary.act)}>
        {say(`cases.acts.${primary.act}.verb`)}
      </Button>
    )
  const words = stepWords(primary.thing.step, say, primary.thing.taskKind)
  if (primary.to === 'referral')
    return (
      <ButtonLink to="/referrals/$id" params={{ id: primary.id }} rank="primary">
        {words}
      </ButtonLink>
    )
  const { to } = primary
  return (
    <Button rank="primary" onPress={() => onPart(to)}>
      {words}
    </Button>
  )
}

const Thing = ({ thing, first }: { thing: NextThing; first: boolean }) => {
  const say = useSay()
  const who = useWho()
  const { step, taskKind, agency, ours, assigneeId, dueAt, late, subject } = thing
  const words = stepWords(step, say, taskKind)
  return (
    <li className="grid gap-x-4 gap-y-0.5 px-1 py-2 @list:grid-cols-[minmax(10rem,1.2fr)_minmax(8rem,1fr)_minmax(18.5rem,1.2fr)]">
      <span className={first ? 'text-large font-strong' : 'font-strong'}>
        {subject?.kind === 'referral' ? (
          <TextLink to="/referrals/$id" params={{ id: subject.id }}>
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

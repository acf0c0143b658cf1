import type { Case } from '@palermo/shared/cases/contract.ts'
import type { CaseAction } from '@palermo/shared/cases/record.ts'
import { useNavigate } from '@tanstack/react-router'
import { useWho } from '../agencies/useWho.ts'
import { offeredActs, runs } from '../cases/acts.ts'
import { type CasePart, runningReferrals } from '../cases/parts.ts'
import { stepWords } from '../deadlines/steps.ts'
import { useOffered } from '../handovers/queries.ts'
import { useInView } from '../keys/in-view.ts'
import { hasWords, type Translate, useTranslate } from '../messages.ts'
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

/**
 * Shows the next steps of a case with their due times and owners. The primary button carries out the reader's own next
 * step; the button "More" shows further actions.
 */
export const CaseNext = ({ row, onAct, onPart }: Props) => {
  const t = useTranslate()
  const me = useMe()
  const things = nextThings(row, me.agencyId, useNow())
  const primary = primaryOf(row, things)
  const offered = useOffered(row.id)
  // A hand-over is not offered while another hand-over is unanswered; the card of the unanswered hand-over has a button
  // to withdraw it.
  const acts = offeredActs(row)
    .filter((action) => action !== 'hand-over' || !offered)
    .map((id) => ({ id, label: t(`cases.acts.${id}.verb`), run: () => onAct(id) }))
  const navigate = useNavigate()
  const refers = runs(row) && !row.agencyOnly
  const refer = () => void navigate({ to: '/referrals/new', search: { case: row.id } })
  const all = refers ? [...acts, { id: 'refer', label: t('cases.refer'), run: refer }] : acts
  useInView({ title: row.reference, acts: all })
  const rest = things.length - shown
  return (
    <Card title={t('cases.next')}>
      <StandingOf row={row} />
      {things.length === 0 ? (
        <p className="text-quiet">{nothingOwed(row, t)}</p>
      ) : (
        <ol className="-mx-1 flex flex-col divide-y divide-line">
          {things.slice(0, shown).map((thing, index) => (
            <Thing key={thing.id} thing={thing} first={index === 0} />
          ))}
        </ol>
      )}
      {rest > 0 && <p className="text-small text-quiet">{t('cases.next-more', { rest })}</p>}
      <div className="flex flex-wrap gap-2 print:hidden">
        {primary && <PrimaryButton primary={primary} onAct={onAct} onPart={onPart} />}
        <MoreActs acts={all.filter(({ id }) => !primary || !('act' in primary) || primary.act !== id)} />
      </div>
    </Card>
  )
}

/**
 * Returns the text shown if no agency named on the page owes a step: the number of running referrals, or that no step
 * is owed.
 */
const nothingOwed = (row: Case, t: Translate) => {
  const count = runningReferrals(row).length
  return count > 0 ? t('cases.referrals-run', { count }) : t('cases.nothing-owed')
}

/** Shows the status of the case if the list of next steps does not make the status clear. */
const StandingOf = ({ row }: { row: Case }) => {
  const t = useTranslate()
  const reason = row.closingReason
  return (
    <>
      {row.status === 'open' && row.reopeningReason && (
        <p className="text-quiet">
          {t('cases.reopened-because', { reason: t(`cases.reopening-reasons.${row.reopeningReason}`) })}
        </p>
      )}
      {row.removalSuspendedUntil && (
        <Alert title={t('cases.not-removed')}>
          {t('cases.not-removed-until')} <At at={row.removalSuspendedUntil} />
        </Alert>
      )}
      {row.agencyOnly && <p className="measure text-quiet">{t('cases.own.kept')}</p>}
      {row.status === 'contact-lost' && <p className="measure">{t('cases.contact-is-lost')}</p>}
      {row.status === 'left' && <p className="measure">{t('cases.has-left')}</p>}
      {row.status === 'closed' && (
        <p>
          {reason && hasWords(`cases.closing-reasons.${reason}`)
            ? t('cases.closed-because', { reason: t(`cases.closing-reasons.${reason}`) })
            : t('cases.closed')}
        </p>
      )}
    </>
  )
}

/** The primary button: carries out the reader's next action, or opens the page on which the next action is done. */
const PrimaryButton = ({ primary, onAct, onPart }: { primary: Primary } & Omit<Props, 'row'>) => {
  const t = useTranslate()
  if ('act' in primary)
    return (
      <Button rank="primary" onPress={() => onAct(primary.act)}>
        {t(`cases.acts.${primary.act}.verb`)}
      </Button>
    )
  const words = stepWords(primary.thing.step, t, primary.thing.taskKind)
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
  const t = useTranslate()
  const who = useWho()
  const { step, taskKind, agency, ours, assigneeId, dueAt, late, subject } = thing
  const words = stepWords(step, t, taskKind)
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
        {ours ? t('referrals.owed-by-us') : (agency ?? t('cases.another-agency'))}
        {assigneeId && ` · ${who(assigneeId)}`}
      </span>
      <span className="@list:self-center">
        <Due at={dueAt} late={late} />
      </span>
    </li>
  )
}

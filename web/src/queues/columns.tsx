import type { DeliveryState } from '@palermo/shared/notices/contract.ts'
import type { Line, Round } from '@palermo/shared/queues/contract.ts'
import { useIntl } from 'react-intl'
import { hasWords, useSay } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'
import { At } from '../ui/Due.tsx'
import type { Column } from '../ui/Table.tsx'
import { TextLink } from '../ui/TextLink.tsx'

/** Lines whose rows the delivery log shows one by one. */
const logged: Partial<Record<Line['name'], DeliveryState>> = {
  letters: 'waiting',
  'letters-failed': 'failed',
  'letters-dead': 'dead',
}

export const useLineColumns = (): Column<Line>[] => {
  const say = useSay()
  const { formatNumber } = useIntl()
  return [
    {
      id: 'line',
      header: say('queues.columns.line'),
      width: 'minmax(14rem, 2fr)',
      cell: ({ name }) => {
        const state = logged[name]
        return (
          <span className="flex flex-col">
            {state ? (
              <TextLink to="/administration/deliveries" search={{ state }}>
                {say(`queues.line.${name}`)}
              </TextLink>
            ) : (
              <span>{say(`queues.line.${name}`)}</span>
            )}
            <span className="text-small font-normal text-quiet">{say(`queues.line-hint.${name}`)}</span>
          </span>
        )
      },
    },
    {
      id: 'waiting',
      header: say('queues.columns.waiting'),
      width: 'max-content',
      narrow: 'end',
      number: true,
      cell: ({ waiting }) => <span className="figures">{formatNumber(waiting)}</span>,
    },
    {
      id: 'oldest',
      named: true,
      header: say('queues.columns.oldest'),
      width: 'minmax(9rem, max-content)',
      cell: ({ oldestAt }) => oldestAt && <At at={oldestAt} />,
    },
    {
      id: 'state',
      header: say('people.columns.state'),
      width: 'minmax(9rem, max-content)',
      cell: (line) => <LineState line={line} />,
    },
  ]
}

const LineState = ({ line: { name, waiting, isStill } }: { line: Line }) => {
  const say = useSay()
  if (isStill) return <Badge tone="late">{say('queues.state.still')}</Badge>
  if (name.endsWith('-dead') && waiting > 0) return <Badge tone="late">{say('queues.state.gave-up')}</Badge>
  if (name === 'letters-failed' && waiting > 0) return <Badge tone="soon">{say('queues.state.tries-again')}</Badge>
  return (
    <Badge tone={waiting > 0 ? 'accent' : 'plain'}>
      {say(waiting > 0 ? 'queues.state.moves' : 'queues.state.empty')}
    </Badge>
  )
}

export const useRoundColumns = (): Column<Round>[] => {
  const say = useSay()
  return [
    {
      id: 'round',
      header: say('queues.columns.round'),
      width: 'minmax(14rem, 2fr)',
      // A round may be newer than the page.
      cell: ({ name }) => (hasWords(`queues.round.${name}`) ? say(`queues.round.${name}`) : name),
    },
    {
      id: 'every',
      named: true,
      header: say('queues.columns.every'),
      width: 'max-content',
      cell: ({ everySeconds }) =>
        say('queues.every', {
          seconds: everySeconds,
          minutes: everySeconds / 60,
          hours: everySeconds / 3600,
          unit: unitOf(everySeconds),
        }),
    },
    {
      id: 'done',
      named: true,
      header: say('queues.columns.done'),
      width: 'minmax(9rem, max-content)',
      cell: ({ doneAt }) => (doneAt ? <At at={doneAt} /> : <span className="text-quiet">{say('queues.never')}</span>),
    },
    {
      id: 'state',
      header: say('people.columns.state'),
      width: 'minmax(9rem, max-content)',
      narrow: 'end',
      cell: ({ isLate, failures }) =>
        failures > 0 ? (
          <Badge tone="late">{say('queues.state.failed', { count: failures })}</Badge>
        ) : isLate ? (
          <Badge tone="late">{say('ui.late')}</Badge>
        ) : (
          <Badge tone="done">{say('queues.state.done')}</Badge>
        ),
    },
  ]
}

const unitOf = (seconds: number) => (seconds < 120 ? 'seconds' : seconds < 7200 ? 'minutes' : 'hours')

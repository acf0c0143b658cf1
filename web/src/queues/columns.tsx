import type { DeliveryState } from '@palermo/shared/notices/contract.ts'
import type { Line, ScheduledJob } from '@palermo/shared/queues/contract.ts'
import { useIntl } from 'react-intl'
import { hasWords, useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'
import { At } from '../ui/Due.tsx'
import type { Column } from '../ui/Table.tsx'
import { TextLink } from '../ui/TextLink.tsx'

/** The queues whose entries the delivery log lists, each with the delivery state of its entries. */
const logged: Partial<Record<Line['name'], DeliveryState>> = {
  'outbound-messages': 'waiting',
  'outbound-messages-failed': 'failed',
  'outbound-messages-dead': 'dead',
}

export const useLineColumns = (): Column<Line>[] => {
  const t = useTranslate()
  const { formatNumber } = useIntl()
  return [
    {
      id: 'line',
      header: t('queues.columns.line'),
      width: 'minmax(14rem, 2fr)',
      cell: ({ name }) => {
        const state = logged[name]
        return (
          <span className="flex flex-col">
            {state ? (
              <TextLink to="/administration/deliveries" search={{ state }}>
                {t(`queues.line.${name}`)}
              </TextLink>
            ) : (
              <span>{t(`queues.line.${name}`)}</span>
            )}
            <span className="text-small font-normal text-quiet">{t(`queues.line-hint.${name}`)}</span>
          </span>
        )
      },
    },
    {
      id: 'waiting',
      header: t('queues.columns.waiting'),
      width: 'max-content',
      narrow: 'end',
      number: true,
      cell: ({ waiting }) => <span className="figures">{formatNumber(waiting)}</span>,
    },
    {
      id: 'oldest',
      named: true,
      header: t('queues.columns.oldest'),
      width: 'minmax(9rem, max-content)',
      cell: ({ oldestAt }) => oldestAt && <At at={oldestAt} />,
    },
    {
      id: 'state',
      header: t('people.columns.state'),
      width: 'minmax(9rem, max-content)',
      cell: (line) => <LineState line={line} />,
    },
  ]
}

const LineState = ({ line: { name, waiting, isStill } }: { line: Line }) => {
  const t = useTranslate()
  if (isStill) return <Badge tone="late">{t('queues.state.still')}</Badge>
  if (name.endsWith('-dead') && waiting > 0) return <Badge tone="late">{t('queues.state.gave-up')}</Badge>
  if (name === 'outbound-messages-failed' && waiting > 0)
    return <Badge tone="soon">{t('queues.state.tries-again')}</Badge>
  return (
    <Badge tone={waiting > 0 ? 'accent' : 'plain'}>
      {t(waiting > 0 ? 'queues.state.moves' : 'queues.state.empty')}
    </Badge>
  )
}

export const useRoundColumns = (): Column<ScheduledJob>[] => {
  const t = useTranslate()
  return [
    {
      id: 'job',
      header: t('queues.columns.job'),
      width: 'minmax(14rem, 2fr)',
      // The server may have jobs whose names the page does not know.
      cell: ({ name }) => (hasWords(`queues.job.${name}`) ? t(`queues.job.${name}`) : name),
    },
    {
      id: 'every',
      named: true,
      header: t('queues.columns.every'),
      width: 'max-content',
      cell: ({ everySeconds }) =>
        t('queues.every', {
          seconds: everySeconds,
          minutes: everySeconds / 60,
          hours: everySeconds / 3600,
          unit: unitOf(everySeconds),
        }),
    },
    {
      id: 'done',
      named: true,
      header: t('queues.columns.done'),
      width: 'minmax(9rem, max-content)',
      cell: ({ doneAt }) => (doneAt ? <At at={doneAt} /> : <span className="text-quiet">{t('queues.never')}</span>),
    },
    {
      id: 'state',
      header: t('people.columns.state'),
      width: 'minmax(9rem, max-content)',
      narrow: 'end',
      cell: ({ isLate, failures }) =>
        failures > 0 ? (
          <Badge tone="late">{t('queues.state.failed', { count: failures })}</Badge>
        ) : isLate ? (
          <Badge tone="late">{t('ui.late')}</Badge>
        ) : (
          <Badge tone="done">{t('queues.state.done')}</Badge>
        ),
    },
  ]
}

const unitOf = (seconds: number) => (seconds < 120 ? 'seconds' : seconds < 7200 ? 'minutes' : 'hours')

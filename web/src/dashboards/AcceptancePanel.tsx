import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { useIntl } from 'react-intl'
import { namesOf } from '../agencies/names.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { NumberLink } from './NumberLink.tsx'
import { type NumberColumn, NumberTable } from './NumberTable.tsx'
import { Panel } from './Panel.tsx'

interface Props {
  numbers: WorkNumbers
  asTable: boolean
}

type Receiver = WorkNumbers['acceptance']['byReceiver'][number]
type Reason = WorkNumbers['acceptance']['reasons'][number]

/**
 * Shows the acceptance rate and the reasons of declines. Reasons that point to a lack of available help (`systemGap`)
 * are listed separately.
 */
export const AcceptancePanel = ({ numbers, asTable }: Props) => {
  const t = useTranslate()
  const { formatNumber } = useIntl()
  const { total, reasons } = numbers.acceptance
  const own = reasons.filter(({ systemGap }) => !systemGap)
  const gaps = reasons.filter(({ systemGap }) => systemGap)
  return (
    <Panel panel="acceptance">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <NumberLink number="accepted" n={total.accepted} className="text-start! text-title font-strong">
          {total.rate === null ? '–' : formatNumber(total.rate, { style: 'percent' })}
        </NumberLink>
        <span className="text-quiet">{t('dashboards.accepted-of-answered')}</span>
      </p>
      {asTable ? (
        <Receivers numbers={numbers} />
      ) : (
        <>
          <dl className="flex flex-wrap gap-x-3 gap-y-2 text-small">
            {(['accepted', 'refused', 'gaps', 'returned'] as const).map((part) => (
              <div key={part} className="flex gap-1.5">
                <dt className="text-quiet">{t(`dashboards.numbers.${part}`)}</dt>
                <dd className="order-first">
                  <NumberLink number={part} n={total[part]} />
                </dd>
              </div>
            ))}
          </dl>
          {own.length > 0 && <Reasons title={t('dashboards.numbers.refused')} reasons={own} number="refused" />}
          {gaps.length > 0 && <Reasons title={t('dashboards.gaps-title')} reasons={gaps} number="gaps" />}
          <Receivers numbers={numbers} most={5} />
        </>
      )}
    </Panel>
  )
}

const Reasons = ({
  title,
  reasons,
  number,
}: {
  title: string
  reasons: readonly Reason[]
  number: 'refused' | 'gaps'
}) => {
  const label = useCodeLabel()
  const most = Math.max(1, ...reasons.map(({ n }) => n))
  return (
    <section>
      <h3 className="text-small text-quiet">{title}</h3>
      <dl className="flex flex-col gap-1.5 text-small">
        {reasons.map(({ reason, n }) => (
          <div key={reason} className="grid grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)_2.5rem] items-center gap-x-2">
            <dt className="truncate" title={label('decline-reasons', reason)}>
              {label('decline-reasons', reason)}
            </dt>
            <dd aria-hidden="true" className="h-3 rounded-control bg-sunken">
              <span
                className={`block h-full rounded-control ${number === 'gaps' ? 'bg-edge' : 'bg-accent'}`}
                style={{ width: `${((n / most) * 100).toFixed(0)}%` }}
              />
            </dd>
            <dd className="text-end">
              <NumberLink number={number} n={n} drills={{ reason }} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const Receivers = ({ numbers, most }: { numbers: WorkNumbers; most?: number }) => {
  const t = useTranslate()
  const { formatNumber } = useIntl()
  const nameOf = namesOf(numbers.agencies)
  const rows = numbers.acceptance.byReceiver.toSorted((one, other) => (one.rate ?? 2) - (other.rate ?? 2))
  const count = (part: 'accepted' | 'refused' | 'gaps' | 'returned'): NumberColumn<Receiver> => ({
    id: part,
    header: t(`dashboards.short.${part}`),
    cell: (row) => <NumberLink number={part} n={row[part]} drills={{ receiver: row.receiverId }} />,
  })
  const columns: NumberColumn<Receiver>[] = [
    {
      id: 'agency',
      name: true,
      header: t('dashboards.receiver'),
      cell: ({ receiverId }) => <span className="line-clamp-1">{nameOf(receiverId)}</span>,
    },
    {
      id: 'rate',
      header: t('dashboards.rate'),
      cell: ({ rate }) => (rate === null ? '–' : formatNumber(rate, { style: 'percent' })),
    },
    ...(most === undefined ? [count('accepted')] : []),
    count('refused'),
    count('gaps'),
    ...(most === undefined ? [count('returned')] : []),
  ]
  return (
    <NumberTable
      label={t('dashboards.panels.acceptance')}
      columns={columns}
      rows={rows.slice(0, most)}
      rowKey={({ receiverId }) => receiverId}
    />
  )
}

import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { useIntl } from 'react-intl'
import { useTranslate } from '../messages.ts'
import { NumberLink } from './NumberLink.tsx'
import { Panel } from './Panel.tsx'

const steps = ['begun', 'sent', 'accepted', 'started', 'completed'] as const
const aside = ['draft', 'discarded', 'declined', 'withdrawn', 'returned'] as const

/** Shows how many of the referrals that began in the period reached each step. */
export const FunnelPanel = ({ numbers: { funnel } }: { numbers: WorkNumbers }) => {
  const t = useTranslate()
  const { formatNumber } = useIntl()
  const share = (n: number) => (funnel.begun === 0 ? 0 : n / funnel.begun)
  return (
    <Panel panel="funnel">
      <dl className="flex flex-col gap-0.5">
        {steps.map((step) => (
          <div key={step} className="grid grid-cols-[6.5rem_1fr_6.5rem] items-center gap-x-2">
            <dt className="leading-tight">{t(`dashboards.funnel.${step}`)}</dt>
            <dd aria-hidden="true" className="h-4 rounded-control bg-sunken">
              <span
                className="block h-full rounded-control bg-accent"
                style={{ width: `${(share(funnel[step]) * 100).toFixed(1)}%` }}
              />
            </dd>
            <dd className="text-end">
              <NumberLink number={step} n={funnel[step]} className="font-strong" />{' '}
              <span className="figures inline-block w-10 text-small text-quiet">
                {formatNumber(share(funnel[step]), { style: 'percent' })}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <dl className="flex flex-wrap gap-x-3 gap-y-2 border-t border-line pt-2 text-small">
        {aside.map((part) => (
          <div key={part} className="flex gap-1.5">
            <dt className="text-quiet">{t(`dashboards.funnel.${part}`)}</dt>
            <dd className="order-first">
              <NumberLink number={part} n={funnel[part]} />
            </dd>
          </div>
        ))}
        {funnel.notReferred !== null && (
          <div className="flex gap-1.5">
            <dt className="text-quiet">{t('dashboards.funnel.not-referred')}</dt>
            <dd className="figures order-first min-w-6 text-end">{formatNumber(funnel.notReferred)}</dd>
          </div>
        )}
      </dl>
    </Panel>
  )
}

import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { isLateCell, type WorkStep } from '@palermo/shared/dashboards/definitions.ts'
import { namesOf } from '../agencies/names.ts'
import { useTranslate } from '../messages.ts'
import { LateMark } from './LateMark.tsx'
import { NumberLink } from './NumberLink.tsx'
import { useHours } from './words.ts'

interface Props {
  numbers: WorkNumbers
  step: WorkStep
  className: string
}

type Pair = WorkNumbers['times']['pairs'][number]

/**
 * Maximum number of senders and receivers in the chart, so that the chart stays readable; the table shows all agencies.
 */
const most = { senders: 8, receivers: 9 }

export const Matrix = ({ numbers, step, className }: Props) => {
  const t = useTranslate()
  const nameOf = namesOf(numbers.agencies)
  const { pairs } = numbers.times
  const senders = busiest(pairs, ({ senderId }) => senderId, most.senders)
  const receivers = busiest(pairs, ({ receiverId }) => receiverId, most.receivers)
  const at = new Map(pairs.map((pair) => [`${pair.senderId} ${pair.receiverId}`, pair]))
  const shown = senders.flatMap((from) => receivers.map((to) => at.get(`${from} ${to}`))).filter(Boolean).length
  return (
    <div className={className}>
      <table className="w-full table-fixed border-collapse text-small">
        <caption className="sr-only">{t('dashboards.panels.pairs')}</caption>
        <thead>
          <tr className="align-bottom">
            <th scope="col" className="w-44 pb-1 text-start font-normal text-quiet">
              {t('dashboards.from-to')}
            </th>
            {receivers.map((to) => (
              <th key={to} scope="col" title={nameOf(to)} className="px-0.5 pb-1 text-start leading-tight font-normal">
                <span className="line-clamp-3 hyphens-auto">{nameOf(to)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {senders.map((from) => (
            <tr key={from} className="border-t border-line">
              <th scope="row" title={nameOf(from)} className="pe-2 text-start leading-tight font-normal">
                <span className="line-clamp-2">{nameOf(from)}</span>
              </th>
              {receivers.map((to) => (
                <td key={to} className="p-0.5 align-middle">
                  <Cell pair={at.get(`${from} ${to}`)} step={step} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown < pairs.length && (
        <p className="pt-1 text-small text-quiet">{t('dashboards.pairs-hidden', { count: pairs.length - shown })}</p>
      )}
    </div>
  )
}

const Cell = ({ pair, step }: { pair: Pair | undefined; step: WorkStep }) => {
  const hours = useHours()
  if (!pair) return null
  const { median, taken, missed } = pair.steps[step]
  const late = isLateCell(pair.steps[step])
  const drills = { sender: pair.senderId, receiver: pair.receiverId, step }
  return (
    <div className={`flex items-stretch rounded-control leading-tight ${late ? 'bg-late-soft' : 'bg-sunken'}`}>
      <NumberLink
        number="taken"
        n={taken}
        drills={drills}
        className="my-0! grow px-1.5 py-0! no-underline hover:underline"
      >
        <strong className="block whitespace-nowrap">{hours(median)}</strong>
        <span className="block text-quiet">{taken}</span>
      </NumberLink>
      {late && (
        <NumberLink
          number="missed"
          n={missed}
          drills={drills}
          className="my-0! py-0! pe-1 text-center text-late no-underline hover:underline"
        >
          <span className="flex h-4.5 items-center justify-center">
            <LateMark />
          </span>
          <span className="block">{missed}</span>
        </NumberLink>
      )}
    </div>
  )
}

/** Returns the ids of the `count` agencies with the most referrals, the busiest first. */
const busiest = (pairs: readonly Pair[], side: (pair: Pair) => string, count: number): string[] => {
  const sums = new Map<string, number>()
  for (const pair of pairs) sums.set(side(pair), (sums.get(side(pair)) ?? 0) + pair.sent)
  return [...sums]
    .sort(([, one], [, other]) => other - one)
    .slice(0, count)
    .map(([id]) => id)
}

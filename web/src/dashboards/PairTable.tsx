import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { isLateCell, type WorkStep } from '@palermo/shared/dashboards/definitions.ts'
import { useState } from 'react'
import { namesOf } from '../agencies/names.ts'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Onward } from '../ui/Onward.tsx'
import { LateMark } from './LateMark.tsx'
import { NumberLink } from './NumberLink.tsx'
import { type NumberColumn, NumberTable } from './NumberTable.tsx'
import { useHours } from './words.ts'

interface Props {
  numbers: WorkNumbers
  step: WorkStep
  className?: string
}

type Pair = WorkNumbers['times']['pairs'][number]
const few = 12

/** Shows every pair of agencies in a row of its own, the pair with the most referrals first. */
export const PairTable = ({ numbers, step, className = '' }: Props) => {
  const t = useTranslate()
  const hours = useHours()
  const [all, setAll] = useState(false)
  const nameOf = namesOf(numbers.agencies)
  const { pairs } = numbers.times
  const ends = ({ senderId, receiverId }: Pair) => ({ sender: senderId, receiver: receiverId })
  const columns: NumberColumn<Pair>[] = [
    {
      id: 'pair',
      name: true,
      header: t('dashboards.from-to'),
      cell: (pair) => (
        <>
          {nameOf(pair.senderId)} <Onward /> {nameOf(pair.receiverId)}
        </>
      ),
    },
    {
      id: 'sent',
      header: t('dashboards.numbers.sent'),
      cell: (pair) => <NumberLink number="sent" n={pair.sent} drills={ends(pair)} />,
    },
    {
      id: 'median',
      header: t('dashboards.numbers.median'),
      cell: (pair) => (
        <NumberLink
          number="taken"
          n={pair.steps[step].taken}
          drills={{ ...ends(pair), step }}
          className="font-strong whitespace-nowrap"
        >
          {hours(pair.steps[step].median)}
        </NumberLink>
      ),
    },
    {
      id: 'p90',
      wide: true,
      header: t('dashboards.numbers.p90'),
      cell: (pair) => <span className="whitespace-nowrap">{hours(pair.steps[step].p90)}</span>,
    },
    {
      id: 'missed',
      header: t('dashboards.numbers.missed'),
      cell: (pair) => (
        <span className="inline-flex items-center gap-1">
          {isLateCell(pair.steps[step]) && <LateMark />}
          <NumberLink number="missed" n={pair.steps[step].missed} drills={{ ...ends(pair), step }} />
        </span>
      ),
    },
  ]
  return (
    <div className={className}>
      <NumberTable
        label={t('dashboards.panels.pairs')}
        columns={columns}
        rows={all ? pairs : pairs.slice(0, few)}
        rowKey={({ senderId, receiverId }) => `${senderId} ${receiverId}`}
      />
      {!all && pairs.length > few && (
        <Button rank="quiet" onPress={() => setAll(true)}>
          {t('agencies.tonight-all', { count: pairs.length })}
        </Button>
      )}
    </div>
  )
}

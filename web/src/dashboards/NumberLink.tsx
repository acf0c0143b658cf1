import type { WorkNumber } from '@palermo/shared/dashboards/definitions.ts'
import { Link } from '@tanstack/react-router'
import { createContext, type ReactNode, useContext } from 'react'
import { useIntl } from 'react-intl'
import type { Drills } from '../filters/drills.ts'
import { useTranslate } from '../messages.ts'
import type { Filters } from './search.ts'

/**
 * The filters of all figures on the page, and a function that describes the part of the records that one figure counts.
 */
export const CountedContext = createContext<{ filters: Filters; words: (by: Drills) => (readonly [string, string])[] }>(
  {
    filters: {},
    words: () => [],
  },
)

/** Makes a link large enough to tap (WCAG 2.2, 2.5.8) without making table rows higher. */
const target = 'relative inline-block min-w-6 py-0.75 -my-0.75 text-end'

interface Props {
  number: WorkNumber
  n: number
  drills?: Drills
  className?: string
  /** Text shown instead of the count, such as a median or a share. */
  children?: ReactNode
}

/**
 * Shows a figure as a link to the list of the records that it counts; zero has no link. The link's accessible name says
 * what is counted, because screen reader users may jump from link to link.
 */
export const NumberLink = ({ number, n, drills, className = '', children }: Props) => {
  const t = useTranslate()
  const { filters, words: partOf } = useContext(CountedContext)
  const { formatNumber } = useIntl()
  const words = children ?? formatNumber(n)
  if (n === 0) return <span className={`figures ${target} text-quiet ${className}`}>{words}</span>
  return (
    <Link
      to="/dashboard/list"
      search={{ ...filters, number, ...drills }}
      preload={false}
      className={`figures ${target} rounded-control underline decoration-line underline-offset-3 hover:decoration-accent hover:text-accent ${className}`}
    >
      {words}
      <span className="sr-only">
        {[
          ' ',
          t(`dashboards.numbers.${number}`),
          ...partOf(drills ?? {}).map(([name, value]) => `, ${name} ${value}`),
        ].join('')}
      </span>
    </Link>
  )
}

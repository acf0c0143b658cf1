import type { Drill, WorkNumber } from '@palermo/shared/dashboards/definitions.ts'
import { Link } from '@tanstack/react-router'
import { createContext, type ReactNode, useContext } from 'react'
import { useIntl } from 'react-intl'
import type { Filters } from './search.ts'

/** The filters that every number of the page was counted under. */
export const FiltersContext = createContext<Filters>({})

/** Large enough to hit (WCAG 2.2, 2.5.8) without making the lines of a table any higher. */
const target = 'inline-block min-w-6 py-0.75 -my-0.75 text-right'

interface Props {
  number: WorkNumber
  n: number
  drills?: Partial<Record<Drill, string>>
  className?: string
  /** Instead of the count: a median, a share. */
  children?: ReactNode
}

/** A number that opens the list of what it counts. Nothing counted, nothing to open. */
export const NumberLink = ({ number, n, drills, className = '', children }: Props) => {
  const filters = useContext(FiltersContext)
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
    </Link>
  )
}

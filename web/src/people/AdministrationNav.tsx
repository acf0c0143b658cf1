import { Link, useLocation } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslate } from '../messages.ts'
import { useChosenInView } from '../ui/useChosenInView.ts'
import { lists } from './places.ts'

/** Links between the pages of the administration. */
export const AdministrationNav = () => {
  const t = useTranslate()
  const row = useRef<HTMLUListElement>(null)
  useChosenInView(row, useLocation().pathname)
  return (
    <nav aria-label={t('people.administration')} className="border-b border-line print:hidden">
      <ul ref={row} className="flex gap-1 overflow-x-auto">
        {lists.map(({ to, label }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ includeSearch: false }}
              className="-mb-px flex min-h-10 touch:min-h-12 items-center border-b-2 border-transparent px-3 whitespace-nowrap text-quiet hover:text-ink focus-visible:-outline-offset-2"
              activeProps={{ className: 'border-accent! font-strong text-ink!', 'aria-current': 'page' }}
            >
              {t(label)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

import type { FilterPage } from '@palermo/shared/filters/contract.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { PagePath } from '../navigation/navigation.ts'

const paths: Record<FilterPage, PagePath> = {
  work: '/work',
  referrals: '/referrals',
  cases: '/cases',
  directory: '/directory',
  dashboard: '/dashboard',
  numbers: '/dashboard/list',
}

/** Shows a list under a saved filter, and nothing else of what was chosen before. */
export const useShowFiltered = (): ((page: FilterPage, filter: Search, replace?: boolean) => void) => {
  const navigate = useNavigate()
  return (page, search, replace = false) =>
    // Cast: each page's search is a type of its own, and a saved filter was parsed by that page's.
    void navigate({ to: paths[page], search: search as never, replace, resetScroll: false })
}

/** What of a list is shown, as its address says it. */
export type Search = Record<string, unknown>

const isBare = (search: Search) => Object.values(search).every((value) => value === undefined)

/**
 * Whoever comes to a list by its bare address finds it under the filter that they let it open with. Only on arrival:
 * filters that were cleared stay cleared. A list never waits for it.
 */
export const useOpening = (page: FilterPage, search: Search): void => {
  const queryClient = useQueryClient()
  const show = useShowFiltered()
  const latest = useRef({ search, show })
  useEffect(() => {
    latest.current = { search, show }
  })
  useEffect(() => {
    let isGone = false
    if (!isBare(latest.current.search)) return
    void import('./queries.ts')
      .then(({ filtersQuery }) => queryClient.fetchQuery(filtersQuery))
      .then(({ items }) => {
        const found = items.find((one) => one.page === page && one.opens)
        if (found && !isGone && isBare(latest.current.search)) latest.current.show(page, found.filter, true)
      })
      // Without it the list stands open as a whole.
      .catch(() => undefined)
    return () => {
      isGone = true
    }
  }, [page, queryClient])
}

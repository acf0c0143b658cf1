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

/** Returns a function that opens a list with the given saved filter and no other filter. */
export const useShowFiltered = (): ((page: FilterPage, filter: Search, replace?: boolean) => void) => {
  const navigate = useNavigate()
  return (page, search, replace = false) =>
    // Cast: the search type differs from page to page; the page's own schema parsed the saved filter.
    void navigate({ to: paths[page], search: search as never, replace, resetScroll: false })
}

/** The search parameters of a list. */
export type Search = Record<string, unknown>

const isBare = (search: Search) => Object.values(search).every((value) => value === undefined)

/**
 * Applies the default filter when a list is opened without parameters, but not again after the reader has cleared the
 * filters. The list is shown without waiting for the saved filters.
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
      // If loading fails, the list stays unfiltered.
      .catch(() => undefined)
    return () => {
      isGone = true
    }
  }, [page, queryClient])
}

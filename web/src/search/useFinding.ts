import { type Need, needs } from '@palermo/shared/codes/needs.ts'
import { type Service, services } from '@palermo/shared/codes/services.ts'
import type { Found } from '@palermo/shared/search/contract.ts'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useCodeLabel } from '../codes/labels.ts'
import { foundQuery } from './queries.ts'

/**
 * Searches the reader's own work for the typed text. Needs and services are found by their labels here, and their codes
 * are sent to the server. For the command palette and other search fields.
 */
export const useFinding = (typed: string): UseQueryResult<Found> => {
  const label = useCodeLabel()
  const q = typed.trim()
  const matching = <C extends string>(list: 'needs' | 'services', codes: readonly C[]): C[] =>
    codes.filter((code) => label(list, code).toLowerCase().includes(q.toLowerCase()))
  return useQuery(
    foundQuery({ q, needs: matching<Need>('needs', needs), services: matching<Service>('services', services) }),
  )
}

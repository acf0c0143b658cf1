import { Absence, AbsenceList, type NewAbsence } from '@palermo/shared/absences/contract.ts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'
import { useMe } from '../session/useSession.ts'

export const absencesQuery = queryOptions({
  queryKey: ['absences'],
  staleTime: 60_000,
  queryFn: ({ signal }) => api(AbsenceList, '/absences', { signal }),
})

export const setAbsence = (input: z.input<typeof NewAbsence>, key: string): Promise<Absence> =>
  api(Absence, '/absences', { method: 'POST', body: input, key })

export const endAbsence = (id: string): Promise<void> =>
  api(z.void(), `/absences/${id}/end`, { method: 'POST', body: {} })

/** Returns the present absences for which the reader is the deputy. */
export const useStandingIn = (): readonly Absence[] => {
  const me = useMe()
  const { data } = useQuery(absencesQuery)
  return (data?.items ?? []).filter(({ now, deputyId }) => now && deputyId === me.personId)
}

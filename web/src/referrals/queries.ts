import { pageOf } from '@palermo/shared/page.ts'
import {
  type ActOnReferral,
  Referral,
  type ReferralQuery,
  ReferralReply,
  ReferralSummary,
} from '@palermo/shared/referrals/contract.ts'
import { KnownFacts } from '@palermo/shared/referrals/from-case.ts'
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const ReferralPageOf = pageOf(ReferralSummary)

export const referralQuery = (id: string) =>
  queryOptions({
    queryKey: ['referrals', 'one', id],
    queryFn: ({ signal }) => api(Referral, `/referrals/${id}`, { signal }),
  })

/**
 * The data of a case for a referral from that case. Never cached, since the data contain the identity of the person.
 */
export const knownFactsQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['referrals', 'known', caseId],
    queryFn: ({ signal }) => api(KnownFacts, '/referrals/from-case', { query: { caseId }, signal }),
    gcTime: 0,
  })

export type ReferralFilter = Partial<Omit<ReferralQuery, 'cursor' | 'limit'>>

export const referralsQuery = (filter: ReferralFilter) =>
  infiniteQueryOptions({
    queryKey: ['referrals', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      api(ReferralPageOf, '/referrals', { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

/**
 * Acts on a referral for the referral's own page: requests the whole referral as reply, shows it at once, and reloads
 * lists and counts that contain it.
 */
export const actOnReferral = async (queryClient: QueryClient, id: string, input: ActOnReferral): Promise<Referral> => {
  const referral = await api(Referral, `/referrals/${id}/actions`, { method: 'POST', body: input, whole: true })
  queryClient.setQueryData(referralQuery(id).queryKey, referral)
  countAgain(queryClient)
  return referral
}

/**
 * Acts on a referral for a page that does not show the referral: requests a short reply, and reloads the referral in
 * case another page shows it.
 */
export const actOnReferralElsewhere = async (
  queryClient: QueryClient,
  id: string,
  input: ActOnReferral,
): Promise<ReferralReply> => {
  const reply = await api(ReferralReply, `/referrals/${id}/actions`, { method: 'POST', body: input })
  void queryClient.invalidateQueries({ queryKey: referralQuery(id).queryKey })
  countAgain(queryClient)
  return reply
}

const countAgain = (queryClient: QueryClient) => {
  void queryClient.invalidateQueries({ queryKey: ['referrals', 'list'] })
  void queryClient.invalidateQueries({ queryKey: ['work-items'] })
  void queryClient.invalidateQueries({ queryKey: ['cases'] })
  // The banner of referrals for tonight is reloaded here, because the live stream does not report the reader's own
  // action.
  void queryClient.invalidateQueries({ queryKey: ['notices', 'tonight'] })
}

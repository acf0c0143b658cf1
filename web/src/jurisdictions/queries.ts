import type { Profile } from '@palermo/shared/deadlines/profile.ts'
import {
  ProfileDocument,
  ProfileList,
  ProfilePreview,
  type PublishProfile,
  PutInForce,
} from '@palermo/shared/jurisdictions/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'
import type { AskMoves } from '../deadlines/useCounting.ts'

export const jurisdictionsQuery = queryOptions({
  queryKey: ['jurisdictions', 'list'],
  queryFn: ({ signal }) => api(ProfileList, '/jurisdictions', { signal }),
})

export const jurisdictionQuery = (code: string, version: string | undefined) =>
  queryOptions({
    queryKey: ['jurisdictions', 'one', code, version ?? null],
    queryFn: ({ signal }) => api(ProfileDocument, `/jurisdictions/${code}`, { query: { version }, signal }),
  })

/** Returns the function that requests one page of the preview of a version. */
export const profileMoves =
  (document: Profile): AskMoves<ProfilePreview> =>
  (after, signal) =>
    api(ProfilePreview, '/jurisdictions/preview', { method: 'POST', body: { document, after }, signal })

/**
 * Puts a profile in force: at once while the task force is being founded, afterwards only with the approval of another
 * agency.
 */
export const putInForce = (code: string): Promise<PutInForce> =>
  api(PutInForce, `/jurisdictions/${code}/in-force`, { method: 'POST' })

export const publishProfile = (input: PublishProfile) =>
  api(ProfileDocument, '/jurisdictions', { method: 'POST', body: input })

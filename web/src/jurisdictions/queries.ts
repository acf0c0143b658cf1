import type { Profile } from '@palermo/shared/deadlines/profile.ts'
import {
  ProfileDocument,
  ProfileList,
  ProfilePreview,
  type PublishProfile,
} from '@palermo/shared/jurisdictions/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const jurisdictionsQuery = queryOptions({
  queryKey: ['jurisdictions', 'list'],
  queryFn: ({ signal }) => api(ProfileList, '/jurisdictions', { signal }),
})

export const jurisdictionQuery = (code: string, version: string | undefined) =>
  queryOptions({
    queryKey: ['jurisdictions', 'one', code, version ?? null],
    queryFn: ({ signal }) => api(ProfileDocument, `/jurisdictions/${code}`, { query: { version }, signal }),
  })

export const previewProfile = (document: Profile) =>
  api(ProfilePreview, '/jurisdictions/preview', { method: 'POST', body: { document } })

export const publishProfile = (input: PublishProfile) =>
  api(ProfileDocument, '/jurisdictions', { method: 'POST', body: input })

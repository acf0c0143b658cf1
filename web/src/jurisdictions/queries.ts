import { type Moves, movesShown } from '@palermo/shared/deadlines/moves.ts'
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

/** What is known so far of what would change, while it is counted page by page. */
export interface Counting {
  preview: Omit<ProfilePreview, 'moves'>
  moves: Moves
  counted: number
  isDone: boolean
}

/** Counts what a version would move, a page at a time; each page is told, and after an abort no further one is asked for. */
export async function* countMoves(document: Profile, signal: AbortSignal): AsyncGenerator<Counting> {
  let so: Counting | undefined
  let after: string | null = null
  do {
    const page: ProfilePreview = await api(ProfilePreview, '/jurisdictions/preview', {
      method: 'POST',
      body: { document, after },
      signal,
    })
    so = withPage(so, page)
    yield so
    after = page.moves.next
  } while (after !== null && !signal.aborted)
}

const withPage = (so: Counting | undefined, { moves, ...preview }: ProfilePreview): Counting => ({
  preview,
  counted: (so?.counted ?? 0) + moves.counted,
  isDone: moves.next === null,
  moves: {
    standing: moves.standing ?? so?.moves.standing ?? 0,
    count: (so?.moves.count ?? 0) + moves.count,
    items: [...(so?.moves.items ?? []), ...moves.items]
      .sort((one, other) => Date.parse(one.oldDueAt) - Date.parse(other.oldDueAt))
      .slice(0, movesShown),
  },
})

export const publishProfile = (input: PublishProfile) =>
  api(ProfileDocument, '/jurisdictions', { method: 'POST', body: input })

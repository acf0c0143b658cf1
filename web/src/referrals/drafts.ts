import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { Draft, Matches, NotReferred } from '@palermo/shared/referrals/drafts.ts'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'
import { keptDrafts } from './kept.ts'

/** A draft as it was last kept. Read once: from then on the page knows better than the server. */
export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['drafts', id],
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) => api(Draft, `/referrals/${id}/draft`, { signal }),
  })

/** What lies sealed on this device and has not been sent, as far as this session can open it. */
export const keptQuery = (id: string) =>
  queryOptions({ queryKey: ['drafts', 'kept', id], staleTime: 0, gcTime: 0, queryFn: keptDrafts.read })

/** Cases in one's own view that may be the same person's: a hint, never a wall. */
export const findMatches = ({ id, version }: Form, answers: Answers, signal?: AbortSignal) =>
  api(Matches, '/referrals/matches', {
    method: 'POST',
    body: { formId: id, formVersion: version, answers },
    signal,
  })

/** An adult who did not want to be referred: one more in a count, nothing else. */
export const countNotReferred = () =>
  api(z.void(), '/referrals/not-referred', { method: 'POST', body: NotReferred.parse({}) })

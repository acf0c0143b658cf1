import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { Draft, Matches, NotReferred } from '@palermo/shared/referrals/drafts.ts'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'
import { withKept } from '../session/kept-locks.ts'
import { whenLeft } from './drafts-left.ts'
import { type KeptDraft, keptDrafts } from './kept.ts'

/** A draft as it was last kept. Read once: from then on the page knows better than the server. */
export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['drafts', id],
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      await whenLeft(id)
      return api(Draft, `/referrals/${id}/draft`, { signal })
    },
  })

interface Wanted {
  /** The name under which an earlier page laid it down. */
  named: string | undefined
  /** The draft that is opened; undefined for one that has not reached the server. */
  id: string | undefined
}

/**
 * What lies sealed on this device of one draft and has not been sent, as far as this session can open it: what the address
 * names, or else what was written over the draft and is in no other page's hands. Null where nothing does.
 */
export const keptQuery = ({ named, id }: Wanted) =>
  queryOptions({
    queryKey: ['drafts', 'kept', named ?? id],
    staleTime: 0,
    gcTime: 0,
    queryFn: async (): Promise<KeptDraft | null> => {
      if (id !== undefined) await whenLeft(id)
      const kept = await keptDrafts.read()
      if (named !== undefined)
        return kept.find((one) => one.id === named && (one.over?.referralId ?? id) === id) ?? null
      const found = kept.find((one) => one.over?.referralId === id)
      return (found && (await withKept(found.id, async () => found))) ?? null
    },
  })

/** Cases in one's own view that may be the same person's: a hint, never a compartment. */
export const findMatches = ({ id, version }: Form, answers: Answers, signal?: AbortSignal) =>
  api(Matches, '/referrals/matches', {
    method: 'POST',
    body: { formId: id, formVersion: version, answers },
    signal,
  })

/** An adult who did not want to be referred: one more in a count, nothing else. */
export const countNotReferred = () =>
  api(z.void(), '/referrals/not-referred', { method: 'POST', body: NotReferred.parse({}) })

import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { Draft, Matches, NotReferred } from '@palermo/shared/referrals/drafts.ts'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'
import { withKept } from '../session/kept-locks.ts'
import { whenLeft } from './drafts-left.ts'
import { type KeptDraft, keptDrafts } from './kept.ts'

/**
 * A saved draft. The server is asked for the draft only when it is opened, because afterwards the page has a newer
 * state than the server.
 */
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
  /** The id under which an earlier page stored the changes. */
  named: string | undefined
  /** The id of the opened draft; undefined if the draft has not reached the server. */
  id: string | undefined
}

/**
 * Reads the unsent changes of one draft on this device. `named` selects the changes by their id in the URL; without
 * `named`, those of the draft `id` are read, unless another page holds them. Null if this session can decrypt none.
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

/** Searches visible cases that may concern the same person; the result contains nothing from a compartment. */
export const findMatches = ({ id, version }: Form, answers: Answers, signal?: AbortSignal) =>
  api(Matches, '/referrals/matches', {
    method: 'POST',
    body: { formId: id, formVersion: version, answers },
    signal,
  })

/** Counts an adult who did not want to be referred; nothing else is stored. */
export const countNotReferred = () =>
  api(z.void(), '/referrals/not-referred', { method: 'POST', body: NotReferred.parse({}) })

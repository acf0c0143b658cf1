import type { ActOnClock } from '@palermo/shared/deadlines/acts.ts'
import { Clock } from '@palermo/shared/deadlines/clock.ts'
import { AnswerBreach, Deadline } from '@palermo/shared/deadlines/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '../api.ts'

/** Sends the reason for a missed deadline. */
export const answerBreach = (id: string, input: z.input<typeof AnswerBreach>) =>
  api(Deadline, `/deadlines/${id}/answer`, { method: 'POST', body: AnswerBreach.parse(input) })

/** Loads one deadline with the explanation of its due time. */
export const clockQuery = (id: string) =>
  queryOptions({
    queryKey: ['deadlines', 'one', id],
    queryFn: ({ signal }) => api(Clock, `/deadlines/${id}`, { signal }),
  })

export const actOnClock = (id: string, input: ActOnClock) =>
  api(Clock, `/deadlines/${id}/actions`, { method: 'POST', body: input })

import { AnswerBreach, Deadline } from '@palermo/shared/deadlines/contract.ts'
import type { z } from 'zod'
import { api } from '../api.ts'

/** Why a clock was missed, in one press. */
export const answerBreach = (id: string, input: z.input<typeof AnswerBreach>) =>
  api(Deadline, `/deadlines/${id}/answer`, { method: 'POST', body: AnswerBreach.parse(input) })

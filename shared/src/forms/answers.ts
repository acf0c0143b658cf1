import { z } from 'zod'
import { distinct } from '../distinct.ts'

/** What stands in one field: a code, words, a number, or the codes ticked. An absent key is a blank. */
export const Answer = z.union([z.string().max(20_000), z.number(), distinct(z.string().max(200)).max(200)])
export type Answer = z.infer<typeof Answer>

/** Answers by field id. */
export const Answers = z.record(z.string().max(80), Answer)
export type Answers = z.infer<typeof Answers>

/** Where a person is asked, silence is an answer of its own: nothing but her own "no" is a no. */
export const fiveValues = ['yes', 'no', 'not-asked', 'refused', 'unknown'] as const
export const FiveValued = z.enum(fiveValues)
export type FiveValued = z.infer<typeof FiveValued>

export const threeValues = ['yes', 'no', 'not-sure'] as const

/** What a box that is ticked says; one that is not ticked is blank. */
export const ticked = ['yes'] as const

/** Answers a field may accept besides its own kind; free text always accepts the first. */
export const standIns = ['not-asked-now', 'not-sure'] as const
export const StandIn = z.enum(standIns)
export type StandIn = z.infer<typeof StandIn>

/** Whether nothing was answered: an empty box, spaces, no tick. */
export const isBlank = (answer: Answer | undefined): boolean =>
  answer === undefined ||
  (typeof answer === 'string' ? answer.trim() === '' : Array.isArray(answer) && answer.length === 0)

/** The answer to a field, never something that JavaScript itself put under that name. */
export const answerTo = (answers: Answers, field: string): Answer | undefined =>
  Object.hasOwn(answers, field) ? answers[field] : undefined

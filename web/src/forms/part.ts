import { type Answer, type StandIn, standIns } from '@palermo/shared/forms/answers.ts'
import type { Field } from '@palermo/shared/forms/contract.ts'
import type { FieldWords } from '../ui/field.tsx'

export interface QuestionProps {
  field: Field
  answer: Answer | undefined
  onAnswer: (answer: Answer | undefined) => void
  /** What is wrong with it, in words. */
  error: string | undefined
  /** Whether it says itself who will read the answer. */
  saysReaders?: boolean
  /** The codes that are offered first, of a question with many. */
  likely?: readonly string[] | undefined
}

/** The control of a question, without the words around it. */
export type Part = Omit<QuestionProps, 'error' | 'saysReaders'> & { words: FieldWords }

export const isStandIn = (answer: Answer | undefined): answer is StandIn => standIns.some((one) => one === answer)

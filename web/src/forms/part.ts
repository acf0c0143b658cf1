import { type Answer, type StandIn, standIns } from '@palermo/shared/forms/answers.ts'
import type { Field } from '@palermo/shared/forms/contract.ts'
import type { FieldWords } from '../ui/field.tsx'

export interface QuestionProps {
  field: Field
  answer: Answer | undefined
  onAnswer: (answer: Answer | undefined) => void
  /** The text of the error in the answer; undefined if the answer has no error. */
  error: string | undefined
  /** Whether the control itself shows who can read the answer. */
  saysReaders?: boolean
  /** Codes that are offered first, for a question with many codes. */
  likely?: readonly string[] | undefined
}

/** The properties of a control that renders the answer of a question without its label and messages. */
export type Part = Omit<QuestionProps, 'error' | 'saysReaders'> & { words: FieldWords }

export const isStandIn = (answer: Answer | undefined): answer is StandIn => standIns.some((one) => one === answer)

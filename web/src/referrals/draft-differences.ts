import { type Answer, type Answers, isBlank } from '@palermo/shared/forms/answers.ts'

const same = (one: Answer | undefined, other: Answer | undefined) =>
  (isBlank(one) && isBlank(other)) || JSON.stringify(one) === JSON.stringify(other)

/**
 * Returns the ids of the fields whose answers differ between two states of a draft. A blank answer equals a missing
 * one.
 */
export const differences = (one: Answers, other: Answers): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((id) => !same(one[id], other[id]))

/** Returns a text that is the same for equal answers and receivers, whatever the order of the answers. */
export const signatureOf = (answers: Answers, receiver: string | null | undefined): string =>
  JSON.stringify([
    receiver ?? null,
    Object.entries(answers)
      .filter(([, answer]) => !isBlank(answer))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ])

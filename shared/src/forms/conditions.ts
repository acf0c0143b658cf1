import { z } from 'zod'
import { type Answer, isBlank } from './answers.ts'

const FieldId = z.string().min(1).max(80)
const Value = z.union([z.string().max(200), z.number()])

/**
 * The condition under which a step or field is shown, as data with a fixed set of operations, so that a form cannot
 * contain a program.
 */
export type Condition =
  | { op: 'answered'; field: string }
  | { op: 'equals'; field: string; value: string | number }
  | { op: 'one-of'; field: string; values: (string | number)[] }
  /** Holds if at least one of the values is selected. */
  | { op: 'contains'; field: string; values: string[] }
  | { op: 'not'; of: Condition }
  | { op: 'all'; of: Condition[] }
  | { op: 'any'; of: Condition[] }

export const Condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.discriminatedUnion('op', [
      z.strictObject({ op: z.literal('answered'), field: FieldId }),
      z.strictObject({ op: z.literal('equals'), field: FieldId, value: Value }),
      z.strictObject({ op: z.literal('one-of'), field: FieldId, values: z.array(Value).min(1) }),
      z.strictObject({ op: z.literal('contains'), field: FieldId, values: z.array(z.string()).min(1) }),
      z.strictObject({ op: z.literal('not'), of: Condition }),
      z.strictObject({ op: z.literal('all'), of: z.array(Condition).min(1) }),
      z.strictObject({ op: z.literal('any'), of: z.array(Condition).min(1) }),
    ]),
  )
  // The schema is recursive, so that the description of the API needs a name by which the schema refers to itself.
  .meta({ id: 'Condition' })

/**
 * Whether a condition holds for the answers that `read` returns. A blank answer equals no value, so that only `not`
 * holds for it.
 */
export const holds = (condition: Condition, read: (field: string) => Answer | undefined): boolean => {
  switch (condition.op) {
    case 'answered':
      return !isBlank(read(condition.field))
    case 'equals':
      return read(condition.field) === condition.value
    case 'one-of': {
      const answer = read(condition.field)
      return condition.values.some((value) => value === answer)
    }
    case 'contains': {
      const answer = read(condition.field)
      return Array.isArray(answer) && condition.values.some((value) => answer.includes(value))
    }
    case 'not':
      return !holds(condition.of, read)
    case 'all':
      return condition.of.every((part) => holds(part, read))
    case 'any':
      return condition.of.some((part) => holds(part, read))
  }
}

/**
 * Returns every comparison inside a condition, as a flat list of fields with the values that they are compared with.
 */
export const comparisons = (condition: Condition): { field: string; values: (string | number)[] }[] => {
  switch (condition.op) {
    case 'answered':
      return [{ field: condition.field, values: [] }]
    case 'equals':
      return [{ field: condition.field, values: [condition.value] }]
    case 'one-of':
    case 'contains':
      return [{ field: condition.field, values: condition.values }]
    case 'not':
      return comparisons(condition.of)
    case 'all':
    case 'any':
      return condition.of.flatMap(comparisons)
  }
}

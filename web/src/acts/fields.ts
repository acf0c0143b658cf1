import { type FieldFault, faultOfIssue } from '@palermo/shared/field-faults.ts'
import { z } from 'zod'
import type { ChoiceOption } from '../ui/Choice.tsx'

/** One thing that an action needs said, by its name in the action's contract. */
export type ActField = {
  name: string
  /** Asked only then. */
  when?: (values: ActValues) => boolean
  /** Asked for by the action though the contract can do without: wherever it is asked, or by what stands in the other boxes. */
  needed?: true | ((values: ActValues) => boolean)
} & (
  | { kind: 'line' }
  | { kind: 'words'; rows?: number }
  /** A code out of a list: few as big targets, many as a select box. */
  | { kind: 'code'; options: readonly ChoiceOption[] }
  | { kind: 'colleague' }
  | { kind: 'agency' }
  | { kind: 'moment' }
  | { kind: 'date' }
)

/** The coded reason of an act. */
export const reasonField = (codes: readonly string[], label: (code: string) => string): ActField => ({
  name: 'reason',
  kind: 'code',
  options: codes.map((value) => ({ value, label: label(value) })),
})

/** The contract of an act that asks for nothing but the act. */
export const nothingAsked = z.strictObject({})

export type ActValues = Record<string, string>

/** What the contract can do without. */
const isOptional = (schema: z.ZodObject, name: string): boolean => {
  const field = schema.shape[name] as z.ZodType | undefined
  return field?.safeParse(undefined).success ?? true
}

/** Whether the action does without it as the boxes stand now: only then a box is called optional. */
export const mayStayBlank = (schema: z.ZodObject, { name, needed }: ActField, values: ActValues): boolean =>
  !(typeof needed === 'function' ? needed(values) : needed) && isOptional(schema, name)

/** The boxes that are asked for now, by what stands in the others. */
export const askedNow = (fields: readonly ActField[], values: ActValues): readonly ActField[] =>
  fields.filter(({ when }) => when?.(values) ?? true)

/** Blank boxes are left out, so that an optional field is absent and not empty. */
export const filled = (values: ActValues): ActValues =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''))

export type FieldFaults = Record<string, FieldFault>

/** What is wrong with each box, before anything is sent: what the contract refuses, and what the action needs besides. */
export const faultsIn = (
  schema: z.ZodObject,
  fields: readonly ActField[],
  values: ActValues,
  input: Record<string, unknown>,
): FieldFaults => {
  const issues = schema.safeParse(input).error?.issues ?? []
  const refused = issues.map((issue) => [String(issue.path[0] ?? ''), faultOfIssue({ ...issue })] as const)
  const blank = fields
    .filter(({ name }) => input[name] === undefined)
    .filter((field) => !mayStayBlank(schema, field, values))
    .map((field) => [field.name, blankFault[field.kind] ?? 'required'] as const)
  return Object.fromEntries([...refused, ...blank])
}

/** What is said of a box that is blank, by what stands in it. */
const blankFault: Partial<Record<ActField['kind'], FieldFault>> = {
  code: 'not-an-option',
  colleague: 'not-an-option',
  agency: 'not-an-option',
}

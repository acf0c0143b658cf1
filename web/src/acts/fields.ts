import { type FieldFault, faultOfIssue } from '@palermo/shared/field-faults.ts'
import { z } from 'zod'
import type { ChoiceOption } from '../ui/Choice.tsx'

/** An input of an action, by its name in the action's contract. */
export type ActField = {
  name: string
  /** The field is shown only if this returns true for the present input. */
  when?: (values: ActValues) => boolean
  /**
   * The field is required although the contract allows it to be missing: whenever it is shown, or depending on other
   * fields.
   */
  needed?: true | ((values: ActValues) => boolean)
} & (
  | { kind: 'line' }
  | { kind: 'words'; rows?: number }
  /** One code of a list: few codes are shown as large buttons, many as a select box. */
  | { kind: 'code'; options: readonly ChoiceOption[] }
  | { kind: 'colleague' }
  | { kind: 'agency' }
  | { kind: 'moment' }
  | { kind: 'date' }
)

/** The coded reason of an action. */
export const reasonField = (codes: readonly string[], label: (code: string) => string): ActField => ({
  name: 'reason',
  kind: 'code',
  options: codes.map((value) => ({ value, label: label(value) })),
})

/** The contract of an action without input. */
export const nothingAsked = z.strictObject({})

export type ActValues = Record<string, string>

/** Whether the contract allows the field to be missing. */
const isOptional = (schema: z.ZodObject, name: string): boolean => {
  const field = schema.shape[name] as z.ZodType | undefined
  return field?.safeParse(undefined).success ?? true
}

/** Whether the field may stay blank with the present values; only then its label says that it is optional. */
export const mayStayBlank = (schema: z.ZodObject, { name, needed }: ActField, values: ActValues): boolean =>
  !(typeof needed === 'function' ? needed(values) : needed) && isOptional(schema, name)

/** The fields shown for the present values. */
export const askedNow = (fields: readonly ActField[], values: ActValues): readonly ActField[] =>
  fields.filter(({ when }) => when?.(values) ?? true)

/** Removes blank fields, so that an optional field is absent and not empty. */
export const filled = (values: ActValues): ActValues =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''))

export type FieldFaults = Record<string, FieldFault>

/** Checks the input before it is sent; returns the fault of each field: a violation of the schema, or a blank field that the action requires. */
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

/** The error for a blank field, by its kind. */
const blankFault: Partial<Record<ActField['kind'], FieldFault>> = {
  code: 'not-an-option',
  colleague: 'not-an-option',
  agency: 'not-an-option',
}

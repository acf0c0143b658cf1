import { type FieldFault, faultOfIssue } from '@palermo/shared/field-faults.ts'
import type { ComponentType } from 'react'
import { z } from 'zod'
import type { ChoiceOption } from '../ui/Choice.tsx'
import type { FieldWords } from '../ui/field.tsx'

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
  /** The label and the hint, if they do not stand under the form's own translation keys. */
  label?: string
  hint?: string | undefined
} & (
  | { kind: 'line' }
  | { kind: 'words'; rows?: number }
  /** One code of a list: few codes are shown as large buttons, many as a select box. */
  | { kind: 'code'; options: readonly ChoiceOption[] }
  /** Several codes of a list. */
  | { kind: 'codes'; options: readonly ChoiceOption[] }
  | { kind: 'number' }
  /** Yes or no. */
  | { kind: 'flag' }
  | { kind: 'colleague' }
  | { kind: 'agency' }
  | { kind: 'moment' }
  | { kind: 'date' }
  /** An input that the form's own page draws. */
  | { kind: 'other'; input: ComponentType<OtherInputProps> }
)

export interface OtherInputProps {
  words: FieldWords
  value: string
  onChange: (value: string) => void
}

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

/** Several codes as the one text that a form keeps. */
export const chosenIn = (value: string): string[] => (value === '' ? [] : value.split('\n'))
export const joined = (codes: readonly string[]): string => codes.join('\n')

/** The input as the contract takes it: numbers, yes or no, and lists are no text there. */
export const inputOf = (fields: readonly ActField[], values: ActValues): Record<string, unknown> => {
  const kinds = new Map(fields.map(({ name, kind }) => [name, kind]))
  return Object.fromEntries(
    Object.entries(filled(values)).map(([name, value]) => [name, sentAs(kinds.get(name), value)]),
  )
}

const sentAs = (kind: ActField['kind'] | undefined, value: string): unknown => {
  if (kind === 'number') return Number(value)
  if (kind === 'flag') return value === 'yes'
  return kind === 'codes' ? chosenIn(value) : value
}

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
  codes: 'too-few',
  flag: 'not-an-option',
  colleague: 'not-an-option',
  agency: 'not-an-option',
}

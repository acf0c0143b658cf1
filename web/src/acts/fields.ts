import { type FieldFault, faultOfIssue } from '@palermo/shared/field-faults.ts'
import type { ComponentType } from 'react'
import { z } from 'zod'
import type { ChoiceOption } from '../ui/Choice.tsx'
import type { FieldWords } from '../ui/field.tsx'

/** An input field of an action; `name` is the name of the input in the action's contract. */
export type ActField = {
  name: string
  /** Returns whether the field is shown for the present input; a field without this function is always shown. */
  when?: (values: ActValues) => boolean
  /**
   * Requires the field although the contract allows the input to be missing: `true` whenever the field is shown, a
   * function if it returns true for the present input.
   */
  needed?: true | ((values: ActValues) => boolean)
  /** The texts of the label and the hint; by default the texts under the form's prefix and the field's name. */
  label?: string
  hint?: string | undefined
} & (
  | { kind: 'line' }
  | { kind: 'words'; rows?: number }
  /** Selects one code: few codes are shown as large buttons, many as a select box. */
  | { kind: 'code'; options: readonly ChoiceOption[] }
  /** Selects several codes. */
  | { kind: 'codes'; options: readonly ChoiceOption[] }
  | { kind: 'number' }
  /** Answers yes or no. */
  | { kind: 'flag' }
  | { kind: 'colleague' }
  | { kind: 'agency' }
  | { kind: 'moment' }
  | { kind: 'date' }
  /** An input that the page of the form draws with a component of its own. */
  | { kind: 'other'; input: ComponentType<OtherInputProps> }
)

export interface OtherInputProps {
  words: FieldWords
  value: string
  onChange: (value: string) => void
}

/** A field for the coded reason of an action. */
export const reasonField = (codes: readonly string[], label: (code: string) => string): ActField => ({
  name: 'reason',
  kind: 'code',
  options: codes.map((value) => ({ value, label: label(value) })),
})

/** The contract of an action that has no input. */
export const nothingAsked = z.strictObject({})

export type ActValues = Record<string, string>

/** Whether the contract allows the field `name` to be missing. */
const isOptional = (schema: z.ZodObject, name: string): boolean => {
  const field = schema.shape[name] as z.ZodType | undefined
  return field?.safeParse(undefined).success ?? true
}

/** Whether the field may stay blank with the present input; if so, its label says that the field is optional. */
export const mayStayBlank = (schema: z.ZodObject, { name, needed }: ActField, values: ActValues): boolean =>
  !(typeof needed === 'function' ? needed(values) : needed) && isOptional(schema, name)

/** Returns the fields that are shown for the present input. */
export const askedNow = (fields: readonly ActField[], values: ActValues): readonly ActField[] =>
  fields.filter(({ when }) => when?.(values) ?? true)

/** Removes the blank fields, so that an optional field is absent and not an empty text. */
export const filled = (values: ActValues): ActValues =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''))

/** Splits the text of a field with several codes, in which each code is a line; `joined` creates that text. */
export const chosenIn = (value: string): string[] => (value === '' ? [] : value.split('\n'))
export const joined = (codes: readonly string[]): string => codes.join('\n')

/**
 * Converts the texts of the form to the types of the contract: numbers, booleans and lists; blank fields are left out.
 */
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

/**
 * Checks the input before it is sent. Returns the error of each wrong field by name: a violation of the schema, or a
 * blank field that the action requires.
 */
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

/** The error for a blank field of each kind; `required` for all other kinds. */
const blankFault: Partial<Record<ActField['kind'], FieldFault>> = {
  code: 'not-an-option',
  codes: 'too-few',
  flag: 'not-an-option',
  colleague: 'not-an-option',
  agency: 'not-an-option',
}

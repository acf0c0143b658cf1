import type { z } from 'zod'
import type { ChoiceOption } from '../ui/Choice.tsx'

/** One thing that an act needs said, by its name in the act's contract. */
export type ActField = {
  name: string
  /** Asked only then. */
  when?: (values: ActValues) => boolean
  /** Asked for wherever it is asked, though the contract can do without. */
  needed?: true
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

export type ActValues = Record<string, string>

/** What is not asked for may stay blank; the contract says which. */
export const isOptional = (schema: z.ZodObject, name: string): boolean => {
  const field = schema.shape[name] as z.ZodType | undefined
  return field?.safeParse(undefined).success ?? true
}

/** The boxes that are asked for now, by what stands in the others. */
export const askedNow = (fields: readonly ActField[], values: ActValues): readonly ActField[] =>
  fields.filter(({ when }) => when?.(values) ?? true)

/** Blank boxes are left out, so that an optional field is absent and not empty. */
export const filled = (values: ActValues): ActValues =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''))

/** Names of the fields that the contract refuses, before anything is sent. */
export const refusedFields = (schema: z.ZodObject, values: Record<string, unknown>): string[] => {
  const issues = schema.safeParse(values).error?.issues ?? []
  return [...new Set(issues.map(({ path }) => String(path[0] ?? '')))]
}

import type { Form } from './contract.ts'
import { intakeShort } from './intake.ts'

/** Every version that answers were ever given to: a submission pins its version and is read with it for ever. */
export const publishedForms: readonly Form[] = [intakeShort]

export const findForm = (id: string, version: number): Form | undefined =>
  publishedForms.find((form) => form.id === id && form.version === version)

import intakeWords from '../../forms/intake-short.en.json' with { type: 'json' }
import ukWords from '../../forms/uk-first-responder.en.json' with { type: 'json' }
import uk from '../../forms/uk-first-responder.json' with { type: 'json' }
import type { Form } from './contract.ts'
import { intakeShort } from './intake.ts'
import { SoundForm } from './sound.ts'

/** A form's words by language, each by key. */
export type FormWords = Record<string, Record<string, string>>

export interface ShippedForm {
  form: Form
  words: FormWords
}

/**
 * The forms that come with the product, each in every version that answers were ever given to; a faulty one stops the
 * load. Their versions stay below a thousand; a task force's own count on from there, so that neither meets the other.
 */
const shipped: readonly ShippedForm[] = [
  { form: intakeShort, words: { en: intakeWords } },
  { form: SoundForm.parse(uk), words: { en: ukWords } },
]
export const shippedForms = (): readonly ShippedForm[] => shipped

/** Where the versions that a task force makes itself begin. */
export const firstOwnVersion = 1001

export const shippedForm = (id: string, version: number): ShippedForm | undefined =>
  shipped.find(({ form }) => form.id === id && form.version === version)

import intakeWords from '../../forms/intake-short.en.json' with { type: 'json' }
import ukWords from '../../forms/uk-first-responder.en.json' with { type: 'json' }
import uk from '../../forms/uk-first-responder.json' with { type: 'json' }
import type { Form } from './contract.ts'
import { intakeShort } from './intake.ts'
import { SoundForm } from './sound.ts'

/** A form's texts by language, then by key. */
export type FormWords = Record<string, Record<string, string>>

export interface ShippedForm {
  form: Form
  words: FormWords
}

/**
 * The forms shipped with the product, in every version to which answers may be stored; an invalid form throws. The
 * version numbers of shipped forms stay below a thousand and those of a task force begin above, so that no number
 * occurs twice.
 */
const shipped: readonly ShippedForm[] = [
  { form: intakeShort, words: { en: intakeWords } },
  { form: SoundForm.parse(uk), words: { en: ukWords } },
]
export const shippedForms = (): readonly ShippedForm[] => shipped

/** The first version number of forms made by a task force. */
export const firstOwnVersion = 1001

export const shippedForm = (id: string, version: number): ShippedForm | undefined =>
  shipped.find(({ form }) => form.id === id && form.version === version)

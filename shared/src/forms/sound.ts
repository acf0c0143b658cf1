import { checkForm } from './check.ts'
import { FormShape } from './contract.ts'

/**
 * The contract of a form. Parsing refuses a form that could loop, depend on later answers, or put free text into C0.
 */
export const SoundForm = FormShape.superRefine((form, context) => {
  for (const { path, code } of checkForm(form)) context.addIssue({ code: 'custom', path, message: code })
})

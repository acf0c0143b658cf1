import { checkForm } from './check.ts'
import { FormShape } from './contract.ts'

/** A form as data. Parsing refuses a form that could loop, look ahead, or let words into the shell. */
export const SoundForm = FormShape.superRefine((form, context) => {
  for (const { path, code } of checkForm(form)) context.addIssue({ code: 'custom', path, message: code })
})

import type { Form } from '@palermo/shared/forms/contract.ts'
import { shippedForm } from '@palermo/shared/forms/shipped.ts'
import { usedBy } from '@palermo/shared/forms/versions.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { Tx } from '../actor.ts'
import type { Rulebook } from '../rulebook.ts'
import { type Kept, keptForm } from './queries.ts'

const fault = (pointer: string, detail: string) => new Problem('invalid', undefined, { errors: [{ pointer, detail }] })

/**
 * Returns the form with which a new draft begins. `kept` is the stored state of the form.
 * @throws Problem invalid if there is no such form, it belongs to other jurisdictions, or it was withdrawn
 */
export const formToBegin = (kept: Kept | undefined, rules: Rulebook, id: string, version: number): Form => {
  const form = kept?.form ?? shippedForm(id, version)?.form
  // An unpublished version cannot be used, not even by administrators.
  if (!form || kept?.standing === 'draft') throw fault('/formId', 'there is no such form')
  if (!usedBy(form, rules.profile.code)) throw fault('/formId', 'is not used here')
  if (kept?.standing === 'withdrawn') throw fault('/formVersion', 'was withdrawn')
  return form
}

/** Returns the form version with which a draft was begun. @throws Problem invalid if that version no longer exists */
export const formOf = async (tx: Tx, id: string, version: number): Promise<Form> => {
  const form = shippedForm(id, version)?.form ?? (await keptForm(tx.sql, id, version))?.form
  if (!form) throw fault('/formVersion', 'is gone')
  return form
}

/**
 * Returns the form version of a draft that is about to be sent.
 * @throws Problem wrong-status if the version was withdrawn since the draft was begun; the answers stay in the draft
 */
export const formToSend = async (tx: Tx, id: string, version: number): Promise<Form> => {
  const kept = await keptForm(tx.sql, id, version)
  if (kept?.standing === 'withdrawn')
    throw new Problem(
      'wrong-status',
      'This version of the form was withdrawn. The answers are kept; go on with the newest version.',
    )
  return kept?.form ?? formOf(tx, id, version)
}

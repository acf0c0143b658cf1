import type { Form } from './contract.ts'
import { shippedForms } from './shipped.ts'
import { type FormStanding, type FormWords, usedBy } from './versions.ts'

/** A stored version of a form, with its texts, and its standing: draft, published or withdrawn. */
export interface KeptVersion {
  id: string
  version: number
  form: Form
  words: FormWords
  standing: FormStanding
}

/**
 * Returns the newest version of each form that can be started under this profile. `kept` are the versions in the
 * database; the function adds the shipped versions.
 */
export const newestOffered = (kept: readonly KeptVersion[], profile: string): KeptVersion[] => {
  const known = new Set(kept.map(({ id, version }) => `${id}@${version}`))
  const shipped = shippedForms()
    .filter(({ form }) => !known.has(`${form.id}@${form.version}`))
    .map(({ form, words }): KeptVersion => ({ id: form.id, version: form.version, form, words, standing: 'published' }))
  const open = [...shipped, ...kept]
    .filter(({ standing, form }) => standing === 'published' && usedBy(form, profile))
    .toSorted((one, other) => one.version - other.version)
  return [...new Map(open.map((one) => [one.id, one])).values()]
}

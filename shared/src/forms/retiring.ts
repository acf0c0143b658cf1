import type { Form } from './contract.ts'

/**
 * Adds to the retired names of a form all names that earlier versions used and this version does not use. Stored
 * answers refer to retired names for ever, so that no other question may take such a name.
 */
export const withRetired = (form: Form, earlier: readonly Form[]): Form => {
  const asked = namesOf(form)
  const before = earlier.map(namesOf)
  const gone = (own: readonly string[], named: readonly string[], kept: readonly string[]) => [
    ...new Set([...kept, ...named.filter((name) => !own.includes(name))]),
  ]
  return {
    ...form,
    retired: {
      steps: gone(
        asked.steps,
        before.flatMap(({ steps }) => steps),
        form.retired.steps,
      ),
      fields: gone(
        asked.fields,
        before.flatMap(({ fields }) => fields),
        form.retired.fields,
      ),
    },
  }
}

const namesOf = ({ steps }: Form) => ({
  steps: steps.map(({ id }) => id),
  fields: steps.flatMap(({ fields }) => fields.map(({ id }) => id)),
})

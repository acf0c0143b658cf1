import type { Field, Form, Step } from './contract.ts'
import { namedKeys, sourceLanguage } from './keys.ts'
import type { FormWords } from './versions.ts'

/** A form version in the editor: its questions, and its texts by language. */
export interface Edited {
  form: Form
  words: FormWords
}

/** The position of a step, or of a field in a step. */
export interface Place {
  step: number
  field?: number | undefined
}

/**
 * Returns the version to edit, with copies of the texts that the web app ships, so that later changes of the shipped
 * texts do not change the version.
 */
export const editedFrom = (form: Form, words: FormWords, shipped: Readonly<Record<string, string>>): Edited => {
  const own = words[sourceLanguage] ?? {}
  const source = namedKeys(form).map((key) => [key, own[key] ?? shipped[key] ?? ''])
  return { form, words: { ...words, [sourceLanguage]: Object.fromEntries(source) } }
}

export const withWord = ({ form, words }: Edited, locale: string, key: string, text: string): Edited => ({
  form,
  words: { ...words, [locale]: { ...words[locale], [key]: text } },
})

export const withStep = (edited: Edited, at: number, changed: { [part in keyof Step]?: Step[part] | undefined }) =>
  inForm(edited, {
    steps: edited.form.steps.map((step, i) => (i === at ? plain({ ...step, ...changed } as Step) : step)),
  })

/** Changes a question; if it appears on two steps, on both. */
export const withField = (edited: Edited, id: string, changed: { [part in keyof Field]?: Field[part] | undefined }) =>
  inForm(edited, {
    steps: edited.form.steps.map((step) => ({
      ...step,
      fields: step.fields.map((field) => (field.id === id ? plain({ ...field, ...changed } as Field) : field)),
    })),
  })

export const withNewStep = (edited: Edited, after: number, title: string): Edited => {
  const id = freeName(title, [...edited.form.steps.map((step) => step.id), ...edited.form.retired.steps])
  const titleKey = `forms.${edited.form.id}.steps.${id}.title`
  const step: Step = { id, titleKey, fields: [], atLeastOne: [], ends: [] }
  return withWord(
    inForm(edited, { steps: edited.form.steps.toSpliced(after + 1, 0, step) }),
    sourceLanguage,
    titleKey,
    title,
  )
}

export const withNewField = (edited: Edited, at: number, question: string): Edited => {
  const taken = [
    ...edited.form.steps.flatMap(({ fields }) => fields.map((field) => field.id)),
    ...edited.form.retired.fields,
  ]
  const id = freeName(question, taken)
  const labelKey = `forms.${edited.form.id}.fields.${id}.label`
  const field: Field = {
    id,
    kind: 'text',
    labelKey,
    alone: [],
    required: false,
    story: false,
    alsoTakes: [],
    compartment: 'C1',
    limits: {},
    asksAnewAfter: [],
  }
  const fields = [...(edited.form.steps[at]?.fields ?? []), field]
  return withWord(withStep(edited, at, { fields }), sourceLanguage, labelKey, question)
}

/**
 * Moves a step or question by one place, up (-1) or down (1). A question at the end of its step moves into the next
 * step.
 */
export const moved = (edited: Edited, { step, field }: Place, by: -1 | 1): { edited: Edited; place: Place } => {
  const { steps } = edited.form
  const stay = { edited, place: { step, field } }
  if (field === undefined) {
    if (!steps[step + by]) return stay
    return { edited: inForm(edited, { steps: swapped(steps, step, step + by) }), place: { step: step + by } }
  }
  const [own, other] = [steps[step], steps[step + by]]
  const taken = own?.fields[field]
  if (!own || !taken) return stay
  if (own.fields[field + by])
    return {
      edited: withStep(edited, step, { fields: swapped(own.fields, field, field + by) }),
      place: { step, field: field + by },
    }
  if (!other || other.page) return stay
  const left = withStep(edited, step, withoutField(own, taken.id))
  const to = by < 0 ? other.fields.length : 0
  return {
    edited: withStep(left, step + by, { fields: other.fields.toSpliced(to, 0, taken) }),
    place: { step: step + by, field: to },
  }
}

/** Removes a question and reserves its name, since stored answers refer to the name. */
export const retired = (edited: Edited, { step, field }: Place, asked: Form): Edited => {
  const own = edited.form.steps[step]
  if (!own) return edited
  const { retired: names } = edited.form
  if (field === undefined) {
    const left = inForm(edited, { steps: edited.form.steps.toSpliced(step, 1) })
    const gone = own.fields.map(({ id }) => id).filter((id) => !isAsked(left.form, id))
    return inForm(left, {
      retired: {
        steps: asked.steps.some(({ id }) => id === own.id) ? [...names.steps, own.id] : names.steps,
        fields: [...names.fields, ...gone.filter((id) => isAsked(asked, id))],
      },
    })
  }
  const id = own.fields[field]?.id
  if (id === undefined) return edited
  const left = withStep(edited, step, withoutField(own, id))
  if (isAsked(left.form, id) || !isAsked(asked, id)) return left
  return inForm(left, { retired: { ...names, fields: [...names.fields, id] } })
}

const isAsked = ({ steps }: Form, id: string) => steps.some(({ fields }) => fields.some((field) => field.id === id))

const withoutField = (step: Step, id: string): Pick<Step, 'fields' | 'atLeastOne'> => ({
  fields: step.fields.filter((field) => field.id !== id),
  atLeastOne: step.atLeastOne.filter((one) => one !== id),
})

const inForm = ({ form, words }: Edited, changed: Partial<Form>): Edited => ({ form: { ...form, ...changed }, words })

const swapped = <T>(list: readonly T[], one: number, other: number): T[] => {
  const copy = [...list]
  const [a, b] = [copy[one], copy[other]]
  if (a !== undefined && b !== undefined) [copy[one], copy[other]] = [b, a]
  return copy
}

/** Removes properties whose value is undefined. */
const plain = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T

/** Returns a new name derived from the text, which no present or former question has. */
export const freeName = (words: string, taken: readonly string[]): string => {
  const letters = words
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
  const base =
    letters
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 40)
      .replace(/-+$/, '') || 'question'
  let name = base
  for (let n = 2; taken.includes(name); n += 1) name = `${base}-${n}`
  return name
}

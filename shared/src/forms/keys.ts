import type { Form } from './contract.ts'

/** Every key of words that a form names, each once: titles, labels, hints, options, and why it may end early. */
export const namedKeys = (form: Form): string[] => {
  const own = [form.titleKey, form.hintKey]
  const steps = form.steps.flatMap(({ titleKey, hintKey, ends }) => [
    titleKey,
    hintKey,
    ...ends.map((end) => end.hintKey),
  ])
  const fields = form.steps.flatMap(({ fields }) =>
    fields.flatMap(({ labelKey, hintKey, options }) => [
      labelKey,
      hintKey,
      ...(Array.isArray(options) ? options.map((option) => option.labelKey) : []),
    ]),
  )
  return [...new Set([...own, ...steps, ...fields].filter((key) => key !== undefined))]
}

/** The language that a form is written in, and that stands in where a translation has a gap. */
export const sourceLanguage = 'en'

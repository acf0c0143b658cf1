import type { Form } from './contract.ts'

/** Returns every text key of a form, each once: titles, labels, hints, options, and reasons for an early end. */
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

/** The language in which forms are written. Its texts replace missing translations. */
export const sourceLanguage = 'en'

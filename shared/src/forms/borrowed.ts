import sheetWords from '../../forms/sheet.en.json' with { type: 'json' }
import labels from '../codes/labels.en.json' with { type: 'json' }
import { namedByIso } from '../codes/lists.ts'
import type { Form } from './contract.ts'

/** Texts that appear with every form and belong to no form: those of printed sheets, and the labels of code lists. */
export const borrowedWords: Readonly<Record<string, string>> = { ...sheetWords, ...labels }

/**
 * Returns the keys of the borrowed texts that this form uses. With translations of these texts, the form can be shown
 * and printed entirely in another language.
 */
export const borrowedKeys = (form: Form): string[] => {
  const lists = form.steps.flatMap(({ fields }) =>
    fields.flatMap(({ options }) => (options && 'list' in options && !namedByIso[options.list] ? [options.list] : [])),
  )
  const begins = [...new Set(lists)].map((list) => `codes.${list}.`)
  return [
    ...Object.keys(labels).filter((key) => begins.some((begin) => key.startsWith(begin))),
    ...Object.keys(sheetWords),
  ]
}

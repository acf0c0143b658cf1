import sheetWords from '../../forms/sheet.en.json' with { type: 'json' }
import labels from '../codes/labels.en.json' with { type: 'json' }
import { namedByIso } from '../codes/lists.ts'
import type { Form } from './contract.ts'

/** What is said with every form and is none of its own words: what stands on its sheets, and the labels of code lists. */
export const borrowedWords: Readonly<Record<string, string>> = { ...sheetWords, ...labels }

/** Of those, what this form says: so that it can be read out and printed in another language to its end. */
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

import type { CodeListName } from '../codes/lists.ts'
import { type Answer, type Answers, isBlank } from './answers.ts'
import { codesOf } from './check.ts'
import type { Condition } from './conditions.ts'
import type { Field, Form, Step } from './contract.ts'
import { standsIn } from './values.ts'

/** A form for printing: with its answers, or blank for completion on paper where there is no device. */
export interface Sheet {
  title: string
  lead: string[]
  sections: SheetSection[]
  foot: string[]
}
export interface SheetSection {
  title: string
  /** The condition under which the step is answered, and advice. */
  notes: string[]
  items: SheetItem[]
}
export interface SheetItem {
  label: string
  /** Advice for answering, and the condition under which the question is answered. */
  notes?: string[]
  answer?: string
  /** The texts of the check boxes. */
  ticks?: string[]
  /** The number of empty writing lines. */
  lines?: number
}

export interface SheetWords {
  /** Returns the text of a key, from the form or from the sheet. */
  word: (key: string, fill?: Record<string, string>) => string
  /** Returns the label of a code; the labels of languages, countries and nationalities are in the reader's language. */
  label: (list: CodeListName, code: string) => string
  /** Formats a telephone number for reading. */
  phone: (number: string) => string
}

/**
 * Returns the answers as a printable sheet. `answers` contains only what the reader may read, and the sheet mentions
 * nothing else.
 */
export const reportSheet = (form: Form, answers: Answers, words: SheetWords): SheetSection[] => {
  const shown = new Set<string>()
  return form.steps.flatMap(({ titleKey, fields }) => {
    const items = fields.flatMap((field): SheetItem[] => {
      const answer = answers[field.id]
      // The receiver is left out of the answers, because the sheet prints its current name at the top.
      if (field.kind === 'agency' || answer === undefined || isBlank(answer) || shown.has(field.id)) return []
      shown.add(field.id)
      return [{ label: words.word(field.labelKey), answer: answerWords(field, answer, words) }]
    })
    return items.length > 0 ? [{ title: words.word(titleKey), notes: [], items }] : []
  })
}

/** Returns every question with space for its answer; beside each step and question stands the condition for it. */
export const blankSheet = (form: Form, words: SheetWords): SheetSection[] =>
  form.steps
    .filter(({ fields }) => fields.length > 0)
    .map((step) => ({
      title: words.word(step.titleKey),
      notes: notesOf(form, step, words),
      items: step.fields.map((field) => blankItem(form, field, words)),
    }))

const notesOf = (form: Form, step: Step, words: SheetWords): string[] => [
  ...(step.hintKey ? [words.word(step.hintKey)] : []),
  ...(step.when ? [words.word('sheet.only-if', { what: conditionWords(form, step.when, words) })] : []),
  ...step.ends.map((end) => words.word(`sheet.ends-${end.outcome}`, { what: conditionWords(form, end.when, words) })),
]

const written: readonly Field['kind'][] = ['language', 'country', 'nationality', 'agency']

const blankItem = (form: Form, field: Field, words: SheetWords): SheetItem => {
  const named = field.options !== undefined && 'names' in field.options
  const codes = named || written.includes(field.kind) ? [] : (codesOf(field) ?? [])
  const aside = [
    ...field.alsoTakes,
    ...(field.story && !field.alsoTakes.includes('not-asked-now') ? ['not-asked-now'] : []),
  ]
  const ticks = [
    ...(field.kind === 'tick' ? [words.word('sheet.yes')] : codes.map((code) => codeWords(field, code, words))),
    ...aside.map((one) => words.word(`sheet.${one}`)),
  ]
  return {
    label:
      field.required || field.kind === 'tick'
        ? words.word(field.labelKey)
        : `${words.word(field.labelKey)} ${words.word('sheet.optional')}`,
    notes: [
      ...(field.hintKey ? [words.word(field.hintKey)] : []),
      ...(field.kind === 'choices' ? [words.word('sheet.tick-all')] : []),
      ...(field.when ? [words.word('sheet.only-if', { what: conditionWords(form, field.when, words) })] : []),
    ],
    ...(ticks.length > 0 ? { ticks } : {}),
    ...(codes.length > 0 || field.kind === 'tick' ? {} : { lines: field.kind === 'long-text' ? 6 : 1 }),
  }
}

export const answerWords = (field: Field, answer: Answer, words: SheetWords): string => {
  if (standsIn(field, answer)) return words.word(`sheet.${answer}`)
  if (field.kind === 'phone') return words.phone(String(answer))
  if (Array.isArray(answer)) return answer.map((code) => codeWords(field, code, words)).join(', ')
  return typeof answer === 'string' && codesOf(field) ? codeWords(field, answer, words) : String(answer)
}

const listOfKind: Partial<Record<Field['kind'], CodeListName>> = {
  language: 'languages',
  country: 'countries',
  nationality: 'nationalities',
}

const codeWords = (field: Field, code: string, words: SheetWords): string => {
  const list = listOfKind[field.kind]
  if (list) return words.label(list, code)
  if (Array.isArray(field.options)) {
    const option = field.options.find((one) => one.code === code)
    return option ? words.word(option.labelKey) : code
  }
  if (!field.options) return words.word(`sheet.${code}`)
  if ('list' in field.options) return words.label(field.options.list, code)
  return field.options.names.find((one) => one.code === code)?.name ?? code
}

/**
 * Writes a condition as a sentence. A negated group becomes a group of negated parts, so that no sentence negates a
 * whole group.
 */
const conditionWords = (form: Form, condition: Condition, words: SheetWords, denied = false): string => {
  switch (condition.op) {
    case 'not':
      return conditionWords(form, condition.of, words, !denied)
    case 'all':
    case 'any': {
      const joint = words.word((condition.op === 'all') === denied ? 'sheet.or' : 'sheet.and')
      return condition.of
        .map((part) => {
          const said = conditionWords(form, part, words, denied)
          return 'of' in part && Array.isArray(part.of) && part.of.length > 1 ? `(${said})` : said
        })
        .join(` ${joint} `)
    }
    case 'answered':
      return words.word(denied ? 'sheet.is-unanswered' : 'sheet.is-answered', {
        question: questionWords(form, condition.field, words),
      })
    case 'equals':
      return isWords(form, condition.field, [condition.value], words, denied)
    default:
      return isWords(form, condition.field, condition.values, words, denied)
  }
}

const fieldNamed = (form: Form, id: string) =>
  form.steps.flatMap(({ fields }) => fields).find((field) => field.id === id)

const questionWords = (form: Form, id: string, words: SheetWords): string => {
  const field = fieldNamed(form, id)
  return field ? words.word(field.labelKey) : id
}

const isWords = (
  form: Form,
  id: string,
  values: readonly (string | number)[],
  words: SheetWords,
  denied: boolean,
): string => {
  const field = fieldNamed(form, id)
  const said = values.map((value) => (field ? codeWords(field, String(value), words) : String(value)))
  return words.word(denied ? 'sheet.is-not' : 'sheet.is', {
    question: questionWords(form, id, words),
    answer: said.join(` ${words.word('sheet.or')} `),
  })
}

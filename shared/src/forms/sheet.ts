import { type Answer, type Answers, isBlank } from './answers.ts'
import { codesOf } from './check.ts'
import type { Condition } from './conditions.ts'
import type { Field, Form, Step } from './contract.ts'
import { standsIn } from './values.ts'

/** A form on paper: what was answered, or the blank that is filled in by hand where there is no machine. */
export interface Sheet {
  title: string
  lead: string[]
  sections: SheetSection[]
  foot: string[]
}
export interface SheetSection {
  title: string
  /** When it is asked, and what to mind. */
  notes: string[]
  items: SheetItem[]
}
export interface SheetItem {
  label: string
  note?: string
  answer?: string
  /** Boxes to tick. */
  ticks?: string[]
  /** Empty lines to write on. */
  lines?: number
}

export interface SheetWords {
  /** The words of a key, the form's or the sheet's own. */
  word: (key: string, fill?: Record<string, string>) => string
  /** Languages, countries and nationalities in the reader's own language. */
  name: (kind: 'language' | 'region', code: string) => string
}

/** What was answered, as far as `answers` goes: what the reader may not read is not in there, and is not told of. */
export const reportSheet = (form: Form, answers: Answers, words: SheetWords): SheetSection[] => {
  const shown = new Set<string>()
  return form.steps.flatMap(({ titleKey, fields }) => {
    const items = fields.flatMap((field): SheetItem[] => {
      const answer = answers[field.id]
      if (answer === undefined || isBlank(answer) || shown.has(field.id)) return []
      shown.add(field.id)
      return [{ label: words.word(field.labelKey), answer: answerWords(field, answer, words) }]
    })
    return items.length > 0 ? [{ title: words.word(titleKey), notes: [], items }] : []
  })
}

/** Every question with room for its answer, and beside each step and question when it is asked. */
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
    ...(field.when ? { note: words.word('sheet.only-if', { what: conditionWords(form, field.when, words) }) } : {}),
    ...(ticks.length > 0 ? { ticks } : {}),
    ...(codes.length > 0 || field.kind === 'tick' ? {} : { lines: field.kind === 'long-text' ? 6 : 1 }),
  }
}

export const answerWords = (field: Field, answer: Answer, words: SheetWords): string => {
  if (standsIn(field, answer)) return words.word(`sheet.${answer}`)
  if (Array.isArray(answer)) return answer.map((code) => codeWords(field, code, words)).join(', ')
  return typeof answer === 'string' && codesOf(field) ? codeWords(field, answer, words) : String(answer)
}

const codeWords = (field: Field, code: string, words: SheetWords): string => {
  if (field.kind === 'language') return words.name('language', code)
  if (field.kind === 'country' || field.kind === 'nationality') return words.name('region', code)
  if (Array.isArray(field.options)) {
    const option = field.options.find((one) => one.code === code)
    return option ? words.word(option.labelKey) : code
  }
  if (field.options && 'names' in field.options)
    return field.options.names.find((one) => one.code === code)?.name ?? code
  return field.options ? code : words.word(`sheet.${code}`)
}

const conditionWords = (form: Form, condition: Condition, words: SheetWords): string => {
  const joined = (parts: Condition[], key: string) =>
    parts.map((part) => conditionWords(form, part, words)).join(` ${words.word(key)} `)
  switch (condition.op) {
    case 'not':
      return words.word('sheet.not', { what: conditionWords(form, condition.of, words) })
    case 'all':
      return joined(condition.of, 'sheet.and')
    case 'any':
      return joined(condition.of, 'sheet.or')
    case 'answered':
      return words.word('sheet.is-answered', { question: questionWords(form, condition.field, words) })
    case 'equals':
      return isWords(form, condition.field, [condition.value], words)
    default:
      return isWords(form, condition.field, condition.values, words)
  }
}

const fieldNamed = (form: Form, id: string) =>
  form.steps.flatMap(({ fields }) => fields).find((field) => field.id === id)

const questionWords = (form: Form, id: string, words: SheetWords): string => {
  const field = fieldNamed(form, id)
  return field ? words.word(field.labelKey) : id
}

const isWords = (form: Form, id: string, values: readonly (string | number)[], words: SheetWords): string => {
  const field = fieldNamed(form, id)
  const said = values.map((value) => (field ? codeWords(field, String(value), words) : String(value)))
  return words.word('sheet.is', {
    question: questionWords(form, id, words),
    answer: said.join(` ${words.word('sheet.or')} `),
  })
}

import type { CodeListName } from '@palermo/shared/codes/lists.ts'
import type { Answer } from '@palermo/shared/forms/answers.ts'
import { codesOf } from '@palermo/shared/forms/check.ts'
import type { Field } from '@palermo/shared/forms/contract.ts'
import { standsIn } from '@palermo/shared/forms/values.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'

const listOfKind: Partial<Record<Field['kind'], CodeListName>> = {
  language: 'languages',
  country: 'countries',
  nationality: 'nationalities',
}

/** Returns functions that write the codes and answers of a form in the reader's language. */
export const useFormWords = () => {
  const t = useTranslate()
  const label = useCodeLabel()
  const codeWords = (field: Field, code: string): string => {
    if (field.kind === 'yes-no-unsure' || field.kind === 'five-valued' || field.kind === 'tick')
      return t(`forms.answers.${code}`)
    const list = listOfKind[field.kind]
    if (list) return label(list, code)
    if (Array.isArray(field.options)) {
      const option = field.options.find((one) => one.code === code)
      return option ? t(option.labelKey) : code
    }
    if (!field.options) return code
    if ('list' in field.options) return label(field.options.list, code)
    return field.options.names.find((one) => one.code === code)?.name ?? code
  }
  const answerWords = (field: Field, answer: Answer): string => {
    if (standsIn(field, answer)) return t(`forms.answers.${answer}`)
    if (Array.isArray(answer)) return inOneLine(answer.map((code) => codeWords(field, code)))
    return typeof answer === 'string' && codesOf(field) ? codeWords(field, answer) : String(answer)
  }
  return { codeWords, answerWords }
}

/** Joins texts into one line: with spaces if every text is a sentence, otherwise with commas. */
const inOneLine = (words: string[]) => words.join(words.every((one) => one.endsWith('.')) ? ' ' : ', ')

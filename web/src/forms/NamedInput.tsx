import { commonLanguages } from '@palermo/shared/codes/languages.ts'
import { codesOf } from '@palermo/shared/forms/check.ts'
import { useMemo } from 'react'
import { useIntl } from 'react-intl'
import { ComboBox } from '../ui/ComboBox.tsx'
import { isStandIn, type Part } from './part.ts'
import { useFormWords } from './words.ts'

/** Selects a language or a country, found by typing; the most frequent languages come first. */
export const NamedInput = ({ field, words, answer, onAnswer }: Part) => {
  const { codeWords } = useFormWords()
  const { locale } = useIntl()
  const codes = codesOf(field)
  const options = useMemo(() => {
    const collator = new Intl.Collator(locale)
    const all = (codes ?? []).map((code) => ({ value: code, label: codeWords(field, code) }))
    const sorted = all.toSorted((one, other) => collator.compare(one.label, other.label))
    if (field.kind !== 'language') return sorted
    const often = (code: string) => commonLanguages.includes(code)
    return [...sorted.filter(({ value }) => often(value)), ...sorted.filter(({ value }) => !often(value))]
    // The labels depend only on the locale, so the codes are sorted by label once for each language.
  }, [codes, locale, field, codeWords])
  return (
    <ComboBox
      {...words}
      options={options}
      value={typeof answer === 'string' && !isStandIn(answer) ? answer : null}
      onChange={(code) => onAnswer(code ?? undefined)}
    />
  )
}

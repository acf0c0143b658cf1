import { type Answer, type StandIn, standIns } from '@palermo/shared/forms/answers.ts'
import { codesOf } from '@palermo/shared/forms/check.ts'
import type { Field } from '@palermo/shared/forms/contract.ts'
import { lazy, Suspense } from 'react'
import { useTranslate } from '../messages.ts'
import { Choice, type ChoiceOption, Choices } from '../ui/Choice.tsx'
import type { FieldWords } from '../ui/field.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Tick } from '../ui/Tick.tsx'
import { isStandIn, type Part, type QuestionProps } from './part.ts'
import { StandIns } from './StandIns.tsx'
import { useFormWords } from './words.ts'

/**
 * Loads the fields for languages and countries in advance, so that their questions can be answered without a
 * connection.
 */
export const loadNamed = () => import('./NamedInput.tsx').then((found) => ({ default: found.NamedInput }))
const NamedInput = lazy(loadNamed)

/** Renders one question by its kind. Questions answered by selecting an agency are rendered elsewhere. */
export const FieldInput = ({ field, answer, onAnswer, error, saysReaders = true, likely }: QuestionProps) => {
  const t = useTranslate()
  const offered = standIns.filter((one) => field.alsoTakes.includes(one) || (field.story && one === 'not-asked-now'))
  const words: FieldWords = {
    label: t(field.labelKey),
    hint: field.hintKey ? t(field.hintKey) : undefined,
    readers: saysReaders ? t(`compartments.${field.compartment}.readers`) : undefined,
    optional: !field.required && !field.story && field.kind !== 'five-valued' && field.kind !== 'tick',
    error,
  }
  const names = namesIn(field)
  if ((field.kind === 'choice' && !names) || field.kind === 'yes-no-unsure' || field.kind === 'five-valued')
    return <OneOf field={field} words={words} offered={offered} answer={answer} onAnswer={onAnswer} />
  return (
    <div className="flex flex-col gap-2">
      <Control field={field} words={words} answer={answer} onAnswer={onAnswer} likely={likely} />
      <StandIns offered={offered} answer={answer} onAnswer={onAnswer} />
    </div>
  )
}

/**
 * The list of names from which the question is answered, languages or countries; undefined for all other questions. The
 * reader finds a name by typing.
 */
const namesIn = ({ options }: Field) => (options && 'names' in options ? options.names : undefined)

const OneOf = ({ field, words, offered, answer, onAnswer }: Part & { offered: readonly StandIn[] }) => {
  const { codeWords } = useFormWords()
  const t = useTranslate()
  const aside = field.kind === 'five-valued' ? ['not-asked', 'refused', 'unknown'] : ['not-sure', 'unknown']
  const options: ChoiceOption[] = [
    ...(codesOf(field) ?? []).map((code) => ({
      value: code,
      label: codeWords(field, code),
      aside: aside.includes(code),
    })),
    ...offered.map((one) => ({ value: one, label: t(`forms.answers.${one}`), aside: true })),
  ]
  return (
    <Choice
      {...words}
      columns={options.length > 2}
      options={options}
      value={typeof answer === 'string' ? answer : undefined}
      onChange={onAnswer}
    />
  )
}

const Control = ({ field, words, answer, onAnswer, likely }: Part) => {
  const { codeWords } = useFormWords()
  const typed = answer === undefined || isStandIn(answer) || Array.isArray(answer) ? '' : String(answer)
  const write = (text: string) => onAnswer(text === '' ? undefined : text)
  const shared = { ...words, value: typed, autoComplete: 'off' }
  switch (field.kind) {
    case 'choices':
      return (
        <Choices
          {...words}
          columns
          options={(codesOf(field) ?? []).map((code) => ({ value: code, label: codeWords(field, code) }))}
          {...(likely ? { likely } : {})}
          value={Array.isArray(answer) ? answer : []}
          onChange={(codes) => onAnswer(codes.length === 0 ? undefined : alone(field, answer, codes))}
        />
      )
    case 'tick':
      return (
        <Tick {...words} checked={answer === 'yes'} onChange={(checked) => onAnswer(checked ? 'yes' : undefined)} />
      )
    case 'choice':
    case 'language':
    case 'country':
    case 'nationality':
      return (
        <Suspense fallback={<TextField {...shared} readOnly onChange={write} />}>
          <NamedInput field={field} words={words} answer={answer} onAnswer={onAnswer} />
        </Suspense>
      )
    case 'long-text':
      return <TextArea {...shared} maxLength={field.limits.maxLength ?? 4000} onChange={write} />
    case 'year':
    case 'number':
      return (
        <TextField
          {...shared}
          short
          inputMode="numeric"
          maxLength={field.kind === 'year' ? 4 : 9}
          onChange={(text) => writeNumber(text, onAnswer)}
        />
      )
    default:
      return (
        <TextField
          {...shared}
          type={field.kind === 'date' ? 'date' : 'text'}
          inputMode={field.kind === 'phone' ? 'tel' : field.kind === 'email' ? 'email' : 'text'}
          maxLength={field.limits.maxLength ?? 200}
          onChange={write}
        />
      )
  }
}

/** Passes digits on as a number and any other text as typed, so that the validation can report it. */
const writeNumber = (text: string, onAnswer: Part['onAnswer']) =>
  onAnswer(text === '' ? undefined : /^\d+$/.test(text) ? Number(text) : text)

/**
 * Applies exclusive codes: a newly selected exclusive code removes all other codes, and any other newly selected code
 * removes the exclusive codes.
 */
const alone = (field: Field, before: Answer | undefined, after: string[]): string[] => {
  const added = after.find((code) => !(Array.isArray(before) && before.includes(code)))
  if (added === undefined) return after
  if (field.alone.includes(added)) return [added]
  return after.filter((code) => !field.alone.includes(code))
}

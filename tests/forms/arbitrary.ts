import type { Answer, Answers } from '@palermo/shared/forms/answers.ts'
import { codesOf } from '@palermo/shared/forms/check.ts'
import type { Condition } from '@palermo/shared/forms/conditions.ts'
import type { Field, Form, FormSource } from '@palermo/shared/forms/contract.ts'
import { SoundForm } from '@palermo/shared/forms/sound.ts'
import fc from 'fast-check'

/** A valid answer to this field, or a value that stands for no answer. */
export const plausibleAnswer = (field: Field): fc.Arbitrary<Answer> => {
  const codes = codesOf(field)
  const standIns = [...field.alsoTakes, ...(field.story ? ['not-asked-now'] : [])].map((one) => fc.constant(one))
  return fc.oneof(kindAnswer(field, codes), ...standIns)
}

const kindAnswer = (field: Field, codes: readonly string[] | undefined): fc.Arbitrary<Answer> => {
  if (field.kind === 'choices') {
    const together = (codes ?? []).filter((code) => !field.alone.includes(code))
    return fc.oneof(
      fc.subarray([...together], { minLength: 1 }),
      ...field.alone.map((code) => fc.constant<string[]>([code])),
    )
  }
  if (codes) return fc.constantFrom(...codes)
  if (field.kind === 'year') return fc.integer({ min: 1940, max: 2026 })
  if (field.kind === 'agency') return fc.uuid()
  if (field.kind === 'number') return fc.integer({ min: 0, max: 20 })
  if (field.kind === 'phone') return fc.stringMatching(/^\+?[0-9]{8,12}$/)
  if (field.kind === 'email') return fc.stringMatching(/^[a-z]{1,8}@[a-z]{2,8}\.test$/)
  if (field.kind === 'date')
    return fc
      .date({ min: new Date('1930-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
  return fc.stringMatching(/^[a-z][a-z ]{0,20}[a-z]$/)
}

/** Any value that a request could contain: wrong types, codes of other fields, blanks, empty values. */
const anyAnswer: fc.Arbitrary<Answer> = fc.oneof(
  fc.string(),
  fc.constantFrom('', '  ', 'yes', 'no', 'not-sure', 'not-asked', 'refused', 'unknown', 'not-asked-now'),
  fc.double(),
  fc.array(fc.string(), { maxLength: 3 }),
)

const answersFrom = (form: Form, answer: (field: Field) => fc.Arbitrary<Answer>): fc.Arbitrary<Answers> => {
  const fields = form.steps.flatMap((step) => step.fields)
  const each = Object.fromEntries(fields.map((field) => [field.id, answer(field)]))
  const some = fc.record(each, { requiredKeys: [] })
  return some.map((answers) =>
    Object.fromEntries(Object.entries(answers).flatMap(([id, one]) => (one === undefined ? [] : [[id, one]]))),
  )
}

export const plausibleAnswers = (form: Form) => answersFrom(form, plausibleAnswer)
export const anyAnswers = (form: Form) =>
  answersFrom(form, (field) => fc.oneof({ weight: 3, arbitrary: plausibleAnswer(field) }, anyAnswer))

const codes = ['a', 'b', 'c']

const conditionOn = (earlier: string[]): fc.Arbitrary<Condition> => {
  const leaf: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({ op: fc.constant('answered' as const), field: fc.constantFrom(...earlier) }),
    fc.record({
      op: fc.constant('equals' as const),
      field: fc.constantFrom(...earlier),
      value: fc.constantFrom(...codes),
    }),
    fc.record({
      op: fc.constant('one-of' as const),
      field: fc.constantFrom(...earlier),
      values: fc.subarray(codes, { minLength: 1 }),
    }),
  )
  return fc.oneof(
    leaf,
    leaf.map((of): Condition => ({ op: 'not', of })),
    fc.tuple(leaf, leaf).map((of): Condition => ({ op: 'all', of })),
    fc.tuple(leaf, leaf).map((of): Condition => ({ op: 'any', of })),
  )
}

const nameOf = (at: number) => `f${at}`
const upTo = (count: number) => Array.from({ length: count }, (_, at) => nameOf(at))

const plainField = (at: number, when: Condition | undefined, compartment: 'C0' | 'C1' | 'C3') => ({
  id: nameOf(at),
  kind: 'choice' as const,
  labelKey: `x.${nameOf(at)}`,
  options: codes.map((code) => ({ code, labelKey: `x.${code}` })),
  compartment,
  ...(when ? { when } : {}),
})

/**
 * Forms of one to twelve questions, one question on each step, some of them shown only after certain earlier answers.
 */
export const formSource: fc.Arbitrary<FormSource> = fc.integer({ min: 1, max: 12 }).chain((count) =>
  fc
    .tuple(
      ...Array.from({ length: count }, (_, at) =>
        fc.tuple(
          at === 0 ? fc.constant(undefined) : fc.option(conditionOn(upTo(at)), { nil: undefined }),
          fc.constantFrom('C0' as const, 'C1' as const, 'C3' as const),
          fc.boolean(),
        ),
      ),
    )
    .map((parts) => ({
      id: 'made-up',
      version: 1,
      purpose: 'report' as const,
      steps: parts.map(([when, compartment, onStep], at) => ({
        id: `s${at}`,
        titleKey: `x.s${at}`,
        fields: [plainField(at, onStep ? undefined : when, compartment)],
        ...(onStep && when ? { when } : {}),
      })),
    })),
)

export const formAndTwoAnswers = formSource
  .map((source) => SoundForm.parse(source))
  .chain((form) => fc.tuple(fc.constant(form), anyAnswers(form), anyAnswers(form)))

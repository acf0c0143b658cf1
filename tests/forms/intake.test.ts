import { readFileSync } from 'node:fs'
import { type Answers, fiveValues, standIns, threeValues } from '@palermo/shared/forms/answers.ts'
import { codedKinds } from '@palermo/shared/forms/check.ts'
import { intakeShort } from '@palermo/shared/forms/intake.ts'
import intakeWords from '@palermo/shared/forms/intake-short.en.json' with { type: 'json' }
import { splitByCompartment } from '@palermo/shared/forms/mapping.ts'
import { outcomeOf } from '@palermo/shared/forms/outcome.ts'
import { shippedForm, shippedForms } from '@palermo/shared/forms/shipped.ts'
import { reachableSteps } from '@palermo/shared/forms/walk.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plausibleAnswers } from './arbitrary.ts'

const today = '2026-06-01'

const labels: Record<string, string> = {
  ...intakeWords,
  ...JSON.parse(readFileSync(new URL('../../web/src/forms/messages.en.json', import.meta.url), 'utf8')),
}

const fields = intakeShort.steps.flatMap((step) => step.fields)

const ready: Answers = {
  'safe-now': 'no',
  'under-18': 'no',
  'wants-referral': 'yes',
  urgency: 'tonight',
  needs: ['bed', 'legal-advice'],
  kind: 'lead',
}

describe('the short form', () => {
  test('is at most six screens of questions, whichever way it goes', () => {
    fc.assert(
      fc.property(plausibleAnswers(intakeShort), (answers) => {
        expect(reachableSteps(intakeShort, answers).length).toBeLessThanOrEqual(6)
      }),
    )
  })

  test('can be sent with seven taps', () => {
    expect(outcomeOf(intakeShort, ready, { today })).toEqual({ procedure: 'adult', outcome: 'refer' })
  })

  test('puts only codes into the shell', () => {
    fc.assert(
      fc.property(plausibleAnswers(intakeShort), (answers) => {
        for (const id of Object.keys(splitByCompartment(intakeShort, answers).C0 ?? {}))
          expect(codedKinds).toContain(fields.find((field) => field.id === id)?.kind)
      }),
    )
    expect(fields.filter(({ kind, compartment }) => compartment === 'C0' && !codedKinds.includes(kind))).toEqual([])
  })

  test('never asks what the person wishes of police or any authority', () => {
    const asked =
      JSON.stringify(intakeShort) +
      Object.entries(labels)
        .filter(([key]) => key.startsWith('forms.intake-short'))
        .join()
    expect(asked).not.toMatch(/police|prosecut|testif|statement|cooperat|co-operat|court|crime/i)
  })

  test('has words for every key it names, and no words that nothing names', () => {
    const keys = (value: unknown): string[] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([name, part]) =>
            /^(title|label|hint)Key$/.test(name) && typeof part === 'string' ? [part] : keys(part),
          )
        : []
    const named = [...keys(intakeShort), 'forms.intake-short.title']
    expect(named.filter((key) => !labels[key])).toEqual([])
    expect(Object.keys(labels).filter((key) => key.startsWith('forms.intake-short') && !named.includes(key))).toEqual(
      [],
    )
    for (const answer of [...fiveValues, ...threeValues, ...standIns])
      expect(labels[`forms.answers.${answer}`]).toBeTruthy()
  })

  test('is found by its id and version, and no other version is', () => {
    expect(shippedForm('intake-short', 1)?.form).toBe(intakeShort)
    expect(shippedForm('intake-short', 2)).toBeUndefined()
  })

  test('is read, once published, as it was', () => {
    expect(
      shippedForms()
        .slice(0, 1)
        .map(({ form: { id, version, steps } }) => ({
          id,
          version,
          fields: steps.flatMap((step) =>
            step.fields.map(({ id, compartment, mapsTo }) => `${id} ${compartment} ${mapsTo ?? '–'}`),
          ),
        })),
    ).toMatchInlineSnapshot(`
      [
        {
          "fields": [
            "safe-now C0 referral.safe-now",
            "companions C1 person.companions",
            "urgency C0 referral.urgency",
            "language C0 person.language",
            "interpreter C0 person.interpreter",
            "under-18 C0 person.under-18",
            "age-band C0 person.age-band",
            "wants-referral C0 referral.wanted",
            "life-in-danger C0 referral.vital-interest",
            "agrees-to C0 consent.presets",
            "child-with C1 person.child-with",
            "child-told C1 –",
            "child-wishes C1 –",
            "needs C0 referral.needs",
            "accompanied C0 person.accompanied",
            "known-as C1 person.known-as",
            "gender C1 person.gender",
            "birth-year C1 person.birth-year",
            "nationality C1 person.nationality",
            "contact-ways C1 person.contact-ways",
            "contact-details C1 person.contact-details",
            "risk-flags C1 person.risk-flags",
            "what-happened C1 referral.story",
            "receiver C0 referral.receiver",
            "kind C0 referral.kind",
            "wished-outcomes C0 referral.wished-outcomes",
            "meeting-point C1 referral.meeting-point",
          ],
          "id": "intake-short",
          "version": 1,
        },
      ]
    `)
  })
})

describe('a child, or perhaps a child', () => {
  test.each<[string, Answers]>([
    ['is under 18', { 'under-18': 'yes' }],
    ['may be under 18', { 'under-18': 'not-sure' }],
    ['was never asked', {}],
    ['is said to be an adult and looks twelve', { 'under-18': 'no', 'age-band': '9-17' }],
    ['is said to be an adult and was born in a year that may still make a child', { ...ready, 'birth-year': 2008 }],
  ])('gets the child-protection procedure: %s', (_who, answers) => {
    expect(outcomeOf(intakeShort, answers, { today }).procedure).toBe('child')
  })

  test('is an adult only from the year that leaves no doubt', () => {
    expect(outcomeOf(intakeShort, { ...ready, 'birth-year': 2007 }, { today }).procedure).toBe('adult')
  })

  test('is referred without being asked for consent', () => {
    const { 'wants-referral': _adultsOnly, ...answers } = ready
    const child = { ...answers, 'under-18': 'not-sure' }
    expect(outcomeOf(intakeShort, child, { today })).toEqual({ procedure: 'child', outcome: 'refer' })
    expect(reachableSteps(intakeShort, child).map(({ id }) => id)).not.toContain('agreement')
  })

  test('can never be lost to a no that was given when an adult was thought to answer', () => {
    fc.assert(
      fc.property(plausibleAnswers(intakeShort), fc.constantFrom('yes', 'not-sure'), (answers, age) => {
        expect(outcomeOf(intakeShort, { ...answers, 'under-18': age }, { today }).outcome).not.toBe('count-only')
      }),
    )
  })
})

describe('an adult', () => {
  test.each(['no', 'refused'])('who says “%s” leaves a count and no record', (answer) => {
    const answers = { ...ready, 'wants-referral': answer }
    expect(outcomeOf(intakeShort, answers, { today })).toEqual({ procedure: 'adult', outcome: 'count-only' })
    expect(reachableSteps(intakeShort, answers).at(-1)?.id).toBe('agreement')
  })

  test.each(['not-asked', 'unknown'])('of whom the answer is “%s” is not referred', (answer) => {
    const answers = { ...ready, 'wants-referral': answer }
    expect(outcomeOf(intakeShort, answers, { today }).outcome).toBe('incomplete')
    expect(outcomeOf(intakeShort, { ...answers, 'life-in-danger': 'no' }, { today }).outcome).toBe('incomplete')
  })

  test('who cannot answer and whose life is in danger is referred', () => {
    const answers = { ...ready, 'wants-referral': 'unknown', 'life-in-danger': 'yes' }
    expect(outcomeOf(intakeShort, answers, { today })).toEqual({ procedure: 'adult', outcome: 'refer' })
  })

  test('is referred only on a yes or a named vital interest', () => {
    fc.assert(
      fc.property(plausibleAnswers(intakeShort), (answers) => {
        const { procedure, outcome } = outcomeOf(intakeShort, answers, { today })
        if (procedure === 'child' || outcome !== 'refer') return
        const vital =
          ['not-asked', 'unknown'].includes(String(answers['wants-referral'])) && answers['life-in-danger'] === 'yes'
        expect(answers['wants-referral'] === 'yes' || vital).toBe(true)
      }),
    )
  })
})

import { type Answers, isBlank } from '@palermo/shared/forms/answers.ts'
import { intakeShort } from '@palermo/shared/forms/intake.ts'
import { mapped, splitByCompartment } from '@palermo/shared/forms/mapping.ts'
import {
  clearUnreachable,
  nextStep,
  previousStep,
  reachableFields,
  reachableSteps,
} from '@palermo/shared/forms/walk.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyAnswers, formAndTwoAnswers } from './arbitrary.ts'

const intakeTwice = fc.tuple(fc.constant(intakeShort), anyAnswers(intakeShort), anyAnswers(intakeShort))
const anyForm = fc.oneof(formAndTwoAnswers, intakeTwice)

describe('walking a form', () => {
  test('pressing next from the first step always comes to an end, and back the same way', () => {
    fc.assert(
      fc.property(anyForm, ([form, answers]) => {
        const steps = reachableSteps(form, answers)
        const forward = []
        for (let step = steps[0]; step; step = nextStep(form, answers, step.id)) {
          forward.push(step.id)
          expect(forward.length).toBeLessThanOrEqual(form.steps.length)
        }
        expect(forward).toEqual(steps.map(({ id }) => id))
        const back = []
        for (let step = steps.at(-1); step; step = previousStep(form, answers, step.id)) back.push(step.id)
        expect(back.reverse()).toEqual(forward)
      }),
    )
  })

  test('going back and answering otherwise leaves nothing behind on the branch that was given up', () => {
    fc.assert(
      fc.property(anyForm, ([form, first, second]) => {
        const { answers, cleared } = clearUnreachable(form, { ...first, ...second })
        const asked = reachableFields(form, answers).map(({ id }) => id)
        expect(Object.keys(answers).filter((id) => !asked.includes(id))).toEqual([])
        expect(cleared.filter((id) => Object.hasOwn(answers, id))).toEqual([])
        expect([...Object.keys(answers), ...cleared].sort()).toEqual(Object.keys({ ...first, ...second }).sort())
      }),
    )
  })

  test('clearing changes neither the walk nor, a second time, anything', () => {
    fc.assert(
      fc.property(anyForm, ([form, answers]) => {
        const once = clearUnreachable(form, answers)
        expect(reachableSteps(form, once.answers)).toEqual(reachableSteps(form, answers))
        expect(clearUnreachable(form, once.answers)).toEqual({ answers: once.answers, cleared: [] })
      }),
    )
  })

  test('a step that has meanwhile gone still leads on to the next that is there', () => {
    const asAdult: Answers = { 'under-18': 'no', 'wants-referral': 'yes' }
    expect(nextStep(intakeShort, asAdult, 'age')?.id).toBe('agreement')
    expect(nextStep(intakeShort, { ...asAdult, 'under-18': 'not-sure' }, 'agreement')?.id).toBe('child')
    expect(previousStep(intakeShort, { ...asAdult, 'under-18': 'not-sure' }, 'agreement')?.id).toBe('age')
  })

  test('a step the form does not have leads nowhere', () => {
    expect(nextStep(intakeShort, {}, 'police')).toBeUndefined()
    expect(previousStep(intakeShort, {}, 'police')).toBeUndefined()
  })
})

describe('splitting answers by compartment', () => {
  test('every answer that is asked for stands in exactly one part, the one its field names', () => {
    fc.assert(
      fc.property(anyForm, ([form, answers]) => {
        const parts = Object.entries(splitByCompartment(form, answers))
        const columns = parts.flatMap(([compartment, part]) =>
          Object.entries(part).map(([id, answer]) => ({ id, compartment, answer })),
        )
        const expected = reachableFields(form, answers)
          .filter(({ id }) => !isBlank(answers[id]))
          .map(({ id, compartment }) => ({ id, compartment, answer: answers[id] }))
        const byName = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
        expect(columns.sort(byName)).toEqual(expected.sort(byName))
      }),
    )
  })

  test('a blank is never a no, and a question asked of a person and left is “not asked”', () => {
    fc.assert(
      fc.property(anyAnswers(intakeShort), (answers) => {
        const values = mapped(intakeShort, answers)
        for (const { id, mapsTo, kind } of reachableFields(intakeShort, answers)) {
          if (!mapsTo || !isBlank(answers[id])) continue
          expect(values[mapsTo]).toBe(kind === 'five-valued' ? 'not-asked' : undefined)
        }
      }),
    )
  })

  test('“not sure” beside another kind fills no typed column', () => {
    expect(mapped(intakeShort, { 'birth-year': 'not-sure', 'known-as': 'not-asked-now', nationality: 'PH' })).toEqual({
      'person.nationality': 'PH',
    })
  })

  test('“not sure” where it is an answer of its own is kept', () => {
    expect(mapped(intakeShort, { 'safe-now': 'not-sure' })).toEqual({ 'referral.safe-now': 'not-sure' })
  })
})

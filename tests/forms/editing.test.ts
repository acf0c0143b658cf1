import type { Form } from '@palermo/shared/forms/contract.ts'
import {
  type Edited,
  editedFrom,
  freeName,
  moved,
  retired,
  withNewField,
  withNewStep,
} from '@palermo/shared/forms/editing.ts'
import { intakeShort } from '@palermo/shared/forms/intake.ts'
import { namedKeys } from '@palermo/shared/forms/keys.ts'
import { SoundForm } from '@palermo/shared/forms/sound.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const start = editedFrom(intakeShort, {}, Object.fromEntries(namedKeys(intakeShort).map((key) => [key, 'said'])))
const fieldsIn = ({ steps }: Form) => steps.flatMap(({ fields }) => fields.map(({ id }) => id))
const stepsIn = ({ steps }: Form) => steps.map(({ id }) => id)

type Act = ['move' | 'retire' | 'field' | 'step', number, number, boolean]
const done = (edited: Edited, [act, one, other, up]: Act): Edited => {
  const step = one % edited.form.steps.length
  const field = other % ((edited.form.steps[step]?.fields.length ?? 0) + 1)
  const place = up ? { step, field } : { step }
  if (act === 'move') return moved(edited, place, up ? -1 : 1).edited
  if (act === 'field') return withNewField(edited, step, 'A new question?')
  if (act === 'step') return withNewStep(edited, step, 'A new step')
  return edited.form.steps.length > 1 ? retired(edited, place, intakeShort) : edited
}
const anAct = fc.tuple(
  fc.constantFrom<Act[0]>('move', 'retire', 'field', 'step'),
  fc.nat(100),
  fc.nat(100),
  fc.boolean(),
)

describe('a form that is edited', () => {
  test('never loses a question that was asked: it is asked still, or its name is kept', () => {
    fc.assert(
      fc.property(fc.array(anAct, { maxLength: 40 }), (acts) => {
        const { form, words } = acts.reduce(done, start)
        const kept = [...fieldsIn(form), ...form.retired.fields]
        expect(fieldsIn(intakeShort).filter((id) => !kept.includes(id))).toEqual([])
        const steps = [...stepsIn(form), ...form.retired.steps]
        expect(stepsIn(intakeShort).filter((id) => !steps.includes(id))).toEqual([])
        expect(new Set(fieldsIn(form)).size).toBe(fieldsIn(form).length)
        expect(fieldsIn(form).filter((id) => form.retired.fields.includes(id))).toEqual([])
        expect(namedKeys(form).filter((key) => !words.en?.[key])).toEqual([])
      }),
    )
  })

  test('moves a question past the end of its step into the next one, and back to where it was', () => {
    const last = (start.form.steps[0]?.fields.length ?? 0) - 1
    const there = moved(start, { step: 0, field: last }, 1)
    expect(there.place).toEqual({ step: 1, field: 0 })
    const back = moved(there.edited, there.place, -1)
    expect(back.place).toEqual({ step: 0, field: last })
    expect(back.edited.form).toEqual(start.form)
  })

  test('says where a condition looks ahead once its question was moved behind it', () => {
    const at = start.form.steps.findIndex(({ id }) => id === 'age')
    const { edited } = moved(start, { step: at }, 1)
    const issues = SoundForm.safeParse(edited.form).error?.issues ?? []
    expect(issues.map(({ path, message }) => [path.slice(0, 2).join('/'), message])).toContainEqual([
      `steps/${at}`,
      'forward-reference',
    ])
  })

  test('gives every new question a name that nothing else has or ever had', () => {
    expect(freeName('Où est-elle née ?', [])).toBe('ou-est-elle-nee')
    expect(freeName('名前', [])).toBe('question')
    expect(freeName('Name', ['name', 'name-2'])).toBe('name-3')
    expect(freeName('x'.repeat(300), []).length).toBeLessThanOrEqual(40)
  })
})

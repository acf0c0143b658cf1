import { readFileSync } from 'node:fs'
import type { Answer, Answers } from '@palermo/shared/forms/answers.ts'
import type { FormSource } from '@palermo/shared/forms/contract.ts'
import { intakeShort } from '@palermo/shared/forms/intake.ts'
import { SoundForm } from '@palermo/shared/forms/sound.ts'
import { validateAnswers } from '@palermo/shared/forms/validate.ts'
import { clearUnreachable, reachableFields } from '@palermo/shared/forms/walk.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyAnswers, plausibleAnswers } from './arbitrary.ts'

const today = '2026-06-01'
const draft = { today, draft: true }

const labels: Record<string, string> = JSON.parse(
  readFileSync(new URL('../../web/src/forms/messages.en.json', import.meta.url), 'utf8'),
)

type Source = NonNullable<FormSource['steps'][number]['fields']>[number]

const errorsFor = (field: Partial<Source>, answer: Answer) => {
  const form = SoundForm.parse({
    id: 'made-up',
    version: 1,
    purpose: 'report',
    steps: [
      { id: 's', titleKey: 'x', fields: [{ id: 'q', kind: 'text', labelKey: 'x', compartment: 'C1', ...field }] },
    ],
  })
  return validateAnswers(form, { q: answer }, { today }).map(({ code }) => code)
}

const needs: Partial<Source> = { kind: 'choices', options: { list: 'risk-flags' }, alone: ['none-known'] }

describe('an answer', () => {
  test.each<[string, Partial<Source>, Answer, string[]]>([
    ['in words is taken', {}, 'Mayumi', []],
    ['in any script is taken', {}, 'ສະບາຍດີ', []],
    ['that is too long is refused', { limits: { maxLength: 3 } }, 'four', ['too-long']],
    ['with U+0000 is refused', {}, 'a\u0000b', ['forbidden-characters']],
    ['with half a character is refused', {}, 'a\ud83d', ['forbidden-characters']],
    ['of one line may not hold two', {}, 'a\nb', ['forbidden-characters']],
    ['of many lines may', { kind: 'long-text' }, 'a\nb', []],
    [
      'in a name box may not be a web address',
      { limits: { pattern: 'no-web-address' } },
      'see https://x.example',
      ['wrong-pattern'],
    ],
    ['in a box for words may not be a number', {}, 7, ['wrong-type']],
    ['of a list may be ticked', needs, ['images-held', 'exploiter-nearby'], []],
    ['that is not offered is refused', needs, ['images-held', 'police'], ['not-offered']],
    ['ticked twice is refused', needs, ['images-held', 'images-held'], ['repeated']],
    ['of “nothing known” cannot stand with something known', needs, ['none-known', 'images-held'], ['stands-alone']],
    ['of “nothing known” stands alone', needs, ['none-known'], []],
    ['where ticks are asked may not be a word', needs, 'images-held', ['wrong-type']],
    ['of five values may be “refused”', { kind: 'five-valued' }, 'refused', []],
    ['of five values may not be “maybe”', { kind: 'five-valued' }, 'maybe', ['not-offered']],
    ['that is a day is taken', { kind: 'date' }, '2004-02-29', []],
    ['that is no day is refused', { kind: 'date' }, '2005-02-29', ['not-a-date']],
    ['from before 1900 is refused', { kind: 'date' }, '1899-12-31', ['too-early']],
    ['of a birth may be today', { kind: 'date', limits: { notFuture: true } }, today, []],
    ['of a birth may not be tomorrow', { kind: 'date', limits: { notFuture: true } }, '2026-06-02', ['in-the-future']],
    ['that is a year is taken', { kind: 'year', limits: { notFuture: true } }, 2004, []],
    ['of a year as words is refused', { kind: 'year' }, '2004', ['wrong-type']],
    ['of next year is refused', { kind: 'year', limits: { notFuture: true } }, 2027, ['in-the-future']],
    ['of half a year is refused', { kind: 'year' }, 2004.5, ['not-a-year']],
    ['that is not a number at all is refused', { kind: 'number' }, Number.NaN, ['wrong-type']],
    ['that is too much is refused', { kind: 'number', limits: { max: 3 } }, 4, ['too-large']],
    ['that can be dialled is taken', { kind: 'phone' }, '+63 2 8123 4567', []],
    ['that cannot be dialled is refused', { kind: 'phone' }, 'ask Ana', ['not-a-phone']],
    ['that is an e-mail address is taken', { kind: 'email' }, 'a@b.example', []],
    ['that is no e-mail address is refused', { kind: 'email' }, 'a@b', ['not-an-email']],
    ['of a country is its code', { kind: 'country' }, 'PH', []],
    ['of a country is not its name', { kind: 'country' }, 'Philippines', ['not-offered']],
    ['of “not sure” is refused where it is not offered', { kind: 'country' }, 'not-sure', ['not-offered']],
    ['of “not sure” is taken where it is', { kind: 'country', alsoTakes: ['not-sure'] }, 'not-sure', []],
    [
      'of “not asked now” is always taken for a story',
      { kind: 'long-text', story: true, required: true },
      'not-asked-now',
      [],
    ],
    ['of spaces is blank', { required: true }, '   ', ['required']],
    ['of no ticks is blank', { ...needs, required: true }, [], ['required']],
  ])('%s', (_what, field, answer, codes) => {
    expect(errorsFor(field, answer)).toEqual(codes)
  })
})

describe('all answers together', () => {
  test('every fault is said at once, with its place', () => {
    const answers: Answers = { 'safe-now': 'perhaps', needs: ['bed', 'police'], 'under-18': 'yes', 'a/b~c': 'x' }
    expect(validateAnswers(intakeShort, answers, { today })).toEqual([
      { pointer: '/a~1b~0c', code: 'unknown-field' },
      { pointer: '/safe-now', code: 'not-offered' },
      { pointer: '/urgency', code: 'required' },
      { pointer: '/needs/1', code: 'not-offered' },
    ])
  })

  test('a draft may be half empty, but not wrong', () => {
    expect(validateAnswers(intakeShort, { 'safe-now': 'no' }, draft)).toEqual([])
    expect(validateAnswers(intakeShort, { urgency: 'whenever' }, draft)).toEqual([
      { pointer: '/urgency', code: 'not-offered' },
    ])
  })

  test('names that JavaScript keeps for itself are unknown fields like any other', () => {
    const answers: Answers = JSON.parse('{"__proto__":"x","constructor":"y"}')
    expect(validateAnswers(intakeShort, answers, draft)).toEqual([
      { pointer: '/__proto__', code: 'unknown-field' },
      { pointer: '/constructor', code: 'unknown-field' },
    ])
  })

  test('whatever a person could answer is never found wrong, only unfinished', () => {
    fc.assert(
      fc.property(plausibleAnswers(intakeShort), (answers) => {
        expect(validateAnswers(intakeShort, answers, draft)).toEqual([])
      }),
    )
  })

  test('only what is asked counts: clearing the rest changes no error', () => {
    fc.assert(
      fc.property(anyAnswers(intakeShort), (answers) => {
        const cleared = clearUnreachable(intakeShort, answers).answers
        expect(validateAnswers(intakeShort, cleared, { today })).toEqual(
          validateAnswers(intakeShort, answers, { today }),
        )
      }),
    )
  })

  test('every error has its place among the questions asked, and words in the catalogue', () => {
    fc.assert(
      fc.property(anyAnswers(intakeShort), (answers) => {
        const asked = reachableFields(intakeShort, answers).map(({ id }) => id)
        for (const { pointer, code } of validateAnswers(intakeShort, answers, { today })) {
          expect(asked).toContain(pointer.split('/')[1])
          expect(labels[`forms.errors.${code}`]).toBeTruthy()
        }
      }),
    )
  })
})

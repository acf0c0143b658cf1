import type { Condition } from '@palermo/shared/forms/conditions.ts'
import type { FormSource } from '@palermo/shared/forms/contract.ts'
import { SoundForm } from '@palermo/shared/forms/sound.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formSource } from './arbitrary.ts'

type Source = NonNullable<FormSource['steps'][number]['fields']>[number]

const question = (id: string, more: Partial<Source> = {}): Source => ({
  id,
  kind: 'yes-no-unsure',
  labelKey: `x.${id}`,
  compartment: 'C0',
  ...more,
})

const exploited = (more: Partial<Source>) =>
  question('a', { kind: 'tick', compartment: 'C1', mapsTo: 'person.exploitation', ...more })

const formOf = (...fields: Source[]): FormSource => ({
  id: 'made-up',
  version: 1,
  purpose: 'report',
  steps: fields.map((field, at) => ({ id: `s${at}`, titleKey: `x.s${at}`, fields: [field] })),
})

const codesFor = (source: unknown) => SoundForm.safeParse(source).error?.issues.map(({ message }) => message) ?? []

const saysYes = (field: string): Condition => ({ op: 'equals', field, value: 'yes' })

describe('a form is refused', () => {
  test.each<[string, FormSource, string]>([
    ['when a question asks about itself', formOf(question('a', { when: saysYes('a') })), 'loop'],
    [
      'when two questions wait for each other',
      formOf(question('a', { when: saysYes('b') }), question('b', { when: saysYes('a') })),
      'loop',
    ],
    [
      'when a question waits for a later one',
      formOf(question('a', { when: saysYes('b') }), question('b')),
      'forward-reference',
    ],
    [
      'when a condition asks a question that is not there',
      formOf(question('a', { when: saysYes('z') })),
      'unknown-field',
    ],
    [
      'when a condition waits for an answer that nobody can give',
      formOf(question('a'), question('b', { when: { op: 'equals', field: 'a', value: 'maybe' } })),
      'unknown-value',
    ],
    ['when two questions have one name', formOf(question('a'), question('a')), 'duplicate-field'],
    ['when words would stand in the shell', formOf(question('a', { kind: 'text' })), 'words-in-shell'],
    ['when a phone number would stand in the shell', formOf(question('a', { kind: 'phone' })), 'words-in-shell'],
    ['when a date of birth would stand in the shell', formOf(question('a', { kind: 'date' })), 'words-in-shell'],
    [
      'when a name would be kept with the medical notes',
      formOf(question('a', { kind: 'text', compartment: 'C3', mapsTo: 'person.known-as' })),
      'wrong-compartment',
    ],
    [
      'when nationality would slip into the shell',
      formOf(question('a', { kind: 'nationality', mapsTo: 'person.nationality' })),
      'wrong-compartment',
    ],
    ['when a choice offers nothing', formOf(question('a', { kind: 'choice' })), 'options-missing'],
    ['when a story is a tick', formOf(question('a', { story: true, compartment: 'C1' })), 'story-not-words'],
    [
      'when two questions fill one column',
      formOf(question('a', { mapsTo: 'person.under-18' }), question('b', { mapsTo: 'person.under-18' })),
      'mapped-twice',
    ],
    ['when a tick stands for no code of its column', formOf(exploited({ means: 'arson' })), 'means-nothing'],
    ['when a tick on a list stands for nothing', formOf(exploited({})), 'means-nothing'],
    ['when something else than a tick stands for a code', formOf(question('a', { means: 'slavery' })), 'means-nothing'],
  ])('%s', (_when, source, code) => {
    expect(codesFor(source)).toContain(code)
  })

  test('when a step ends on a question that comes after it', () => {
    const source = formOf(question('a'), question('b'))
    const [first, second] = source.steps
    if (!first || !second) throw new Error('two steps expected')
    const early = {
      ...source,
      steps: [{ ...first, ends: [{ when: saysYes('b'), outcome: 'count-only' as const }] }, second],
    }
    expect(codesFor(early)).toContain('forward-reference')
  })

  test('when it carries an expression instead of a condition', () => {
    expect(SoundForm.safeParse(formOf({ ...question('a'), when: 'b === 1' as never })).success).toBe(false)
    expect(SoundForm.safeParse(formOf({ ...question('a'), when: { op: 'script', field: 'b' } as never })).success).toBe(
      false,
    )
  })

  test('when a chain of conditions, however long, comes back to where it began', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), (length) => {
        const ring = Array.from({ length }, (_, at) => question(`f${at}`, { when: saysYes(`f${(at + 1) % length}`) }))
        expect(codesFor(formOf(...ring)).filter((code) => code === 'loop')).toHaveLength(length)
      }),
    )
  })
})

describe('a form is taken', () => {
  test('when every condition looks back', () => {
    fc.assert(
      fc.property(formSource, (source) => {
        expect(codesFor(source)).toEqual([])
      }),
    )
  })

  test('with its defaults filled in', () => {
    const form = SoundForm.parse(formOf(question('a')))
    expect(form.steps[0]?.fields[0]).toMatchObject({
      required: false,
      story: false,
      alsoTakes: [],
      alone: [],
      limits: {},
    })
  })
})

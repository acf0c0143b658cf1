import { type Answers, isBlank } from '@palermo/shared/forms/answers.ts'
import { codedKinds, fieldsOf } from '@palermo/shared/forms/check.ts'
import { comparisons } from '@palermo/shared/forms/conditions.ts'
import { shippedForm } from '@palermo/shared/forms/shipped.ts'
import { usedBy } from '@palermo/shared/forms/versions.ts'
import { clearUnreachable, reachableFields, reachableSteps } from '@palermo/shared/forms/walk.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plausibleAnswers } from './arbitrary.ts'
import { convert } from './uk-nrm/convert.ts'
import { pathThrough, shippedSource } from './uk-nrm/path.ts'
import { reachable, readSource } from './uk-nrm/source.ts'

const source = readSource()
const uk = shippedForm('uk-first-responder', 1)
if (!uk) throw new Error('The form of the United Kingdom is not shipped.')
const { form, words } = uk
const fields = fieldsOf(form)
const forks = reachable(source).flatMap(({ path, forks }) => forks.map((fork) => ({ path: path.slice(1), ...fork })))

describe('the form of the United Kingdom', () => {
  test('is what the converter makes of its source, word for word', () => {
    const made = convert(source)
    expect(JSON.parse(JSON.stringify(made.form))).toEqual(shippedSource())
    expect(words.en).toEqual(made.words)
  })

  test('has the 66 steps that can be reached, their 138 fields and 15 forks; the rest is retired by name', () => {
    expect(form.steps).toHaveLength(66)
    expect(form.steps.filter(({ page }) => page).map(({ id, page }) => [id, page])).toEqual([
      ['start', 'opening'],
      ['reports', 'drafts'],
      ['confirm', 'check'],
      ['confirmation', 'sent'],
    ])
    expect(fields).toHaveLength(138)
    expect(forks).toHaveLength(15)
    expect(forks.filter(({ condition }) => typeof condition === 'string')).toHaveLength(6)
    expect(form.retired).toEqual({
      steps: ['what-happened', 'more-than-one-exploitation-situation', 'why-are-you-making-the-referral'],
      fields: [
        'what-happened',
        'more-than-one-exploitation-situation',
        'why-are-you-making-the-referral',
        'why-they-stayed',
      ],
    })
  })

  test('goes, with any answers, where its source goes', () => {
    fc.assert(
      fc.property(plausibleAnswers(form), (answers) => {
        const kept = clearUnreachable(form, answers).answers
        expect(reachableSteps(form, answers).map(({ id }) => id)).toEqual(pathThrough(source, kept))
      }),
    )
  })

  test('takes each fork both ways', () => {
    const taken = new Set<string>()
    fc.assert(
      fc.property(plausibleAnswers(form), (answers) => {
        const path = pathThrough(source, clearUnreachable(form, answers).answers)
        for (const { path: from, target } of forks) {
          const at = path.indexOf(from)
          if (at >= 0) taken.add(`${from} ${path[at + 1] === target.slice(1) ? target : 'on'}`)
        }
      }),
      { numRuns: 1000 },
    )
    expect(forks.filter(({ path, target }) => !taken.has(`${path} ${target}`))).toEqual([])
    expect(forks.filter(({ path }) => !taken.has(`${path} on`)).map(({ path }) => path)).toEqual([])
  })

  test('belongs to the profile of the United Kingdom alone', () => {
    expect(['int', 'uk', 'ph', 'us'].filter((profile) => usedBy(form, profile))).toEqual(['uk'])
  })

  test('puts only codes into the shell, and of those only what decides how somebody is received', () => {
    const shell = fields.filter(({ compartment }) => compartment === 'C0')
    expect(shell.filter(({ kind }) => !codedKinds.includes(kind))).toEqual([])
    expect(shell.map(({ id }) => id)).toEqual([
      'fr-location',
      'pv-under-age',
      'pv-want-to-submit-nrm',
      'pv-interpreter-requirements',
      'pv-interpreter-requirements-language',
    ])
  })

  test('keeps what the person wishes of the police on the justice side', () => {
    for (const id of [
      'authorities-cooperation',
      'authorities-cooperation-details',
      'reported-to-police-crime-reference',
    ])
      expect(fields.find((field) => field.id === id)?.compartment).toBe('C5')
  })

  test('takes “not asked now” wherever the person would have to tell what happened', () => {
    const ownView = /details$|^professional|^where-how|^future|^refuse|^no-contact|^what-evidence/
    const stories = fields.filter(({ kind, id }) => kind === 'long-text' && !ownView.test(id))
    expect(stories.length).toBeGreaterThan(15)
    expect(stories.filter(({ story }) => !story)).toEqual([])
  })

  test('has words for every key it names, and no words that nothing names', () => {
    const keys = (value: unknown): string[] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([name, part]) =>
            /^(title|label|hint)Key$/.test(name) && typeof part === 'string' ? [part] : keys(part),
          )
        : []
    expect([...new Set(keys(form))].toSorted()).toEqual(Object.keys(words.en ?? {}).toSorted())
    expect(Object.entries(words.en ?? {}).filter(([key, text]) => text.trim() === '' || text === key)).toEqual([])
  })

  test('asks nothing of an answer that is behind no question', () => {
    const named = new Set(
      form.steps
        .flatMap(({ when, fields: own }) => [when, ...own.map((field) => field.when)])
        .flatMap((when) => (when ? comparisons(when) : []))
        .map(({ field }) => field),
    )
    expect([...named].filter((id) => !fields.some((field) => field.id === id))).toEqual([])
  })
})

const filled = (answers: Answers) => Object.keys(answers).filter((id) => !isBlank(answers[id]))

test('going back and answering otherwise leaves nothing of the other branch', () => {
  fc.assert(
    fc.property(plausibleAnswers(form), plausibleAnswers(form), (first, second) => {
      const { answers, cleared } = clearUnreachable(form, { ...first, ...second })
      const asked = reachableFields(form, answers).map(({ id }) => id)
      expect(filled(answers).filter((id) => !asked.includes(id))).toEqual([])
      expect(new Set(cleared).size).toBe(cleared.length)
    }),
  )
})

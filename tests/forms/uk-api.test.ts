import { open } from '@palermo/db/seal.ts'
import { tableOf } from '@palermo/db/texts.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import { openCompartments } from '@palermo/shared/compartments.ts'
import type { Answers } from '@palermo/shared/forms/answers.ts'
import { fieldsOf } from '@palermo/shared/forms/check.ts'
import { splitByCompartment } from '@palermo/shared/forms/mapping.ts'
import type { FormVersion, OfferedForms } from '@palermo/shared/forms/versions.ts'
import { reachableSteps, reviseAnswers } from '@palermo/shared/forms/walk.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { adultReferred, ukAnswers, ukForm } from './uk-answers.ts'
import { reachable, readSource } from './uk-nrm/source.ts'

let force: TaskForce
let officer: TestPerson
let ngo: TestPerson
beforeAll(async () => {
  force = await aTaskForce('uk')
  officer = await force.person(await force.agency('police'), 'officer')
  ngo = await force.person(await force.agency('ngo'), 'caseworker')
})
afterAll(() => force.end())

const begin = (answers: Answers, more: object = {}) =>
  force.as(officer)<Draft>(
    'POST',
    '/referrals',
    { formId: ukForm.id, formVersion: ukForm.version, answers, ...more },
    { 'idempotency-key': v7() },
  )
const save = (draft: Draft, answers: Answers) =>
  force.as(officer)<Draft>('PUT', `/referrals/${draft.referral.id}/draft`, {
    version: draft.referral.version,
    toAgencyId: draft.referral.to?.id ?? null,
    answers,
  })
const read = async (draft: Draft) =>
  (await force.as(officer)<Draft>('GET', `/referrals/${draft.referral.id}/draft`)).body.answers

/** Each conditional step of the form with answers that lead to it; the answers of the other entries skip it. */
const taking: [target: string, answers: Answers][] = [
  ['pv-under-age-at-time-of-exploitation', { 'pv-under-age': 'no' }],
  ['when-did-the-exploitation-take-place-multiple', { 'potential-victim-exploitative-situation-multiple': 'yes' }],
  ['reasons-preventing-potential-victim-from-leaving', { 'still-in-exploitative-situation': 'yes' }],
  ['why-report-now', { 'is-this-the-first-chance-to-report': 'no' }],
  ['where-exploitation-happened-overseas', { 'where-exploitation-happened': 'overseas' }],
  ['where-exploitation-happened-overseas', { 'where-exploitation-happened': 'uk-and-overseas' }],
  ['are-exploiters-in-the-uk', { 'exploiters-location': 'yes' }],
  ['concerns-future-exploitation', { 'future-exploitation-concerns': 'yes' }],
  ['pv-name-referral', { 'pv-under-age': 'not-sure', 'pv-want-to-submit-nrm': 'yes' }],
  ['refuse-nrm', { 'pv-under-age': 'no', 'pv-want-to-submit-nrm': 'no' }],
  ['pv-name-dtn', { 'pv-under-age': 'no', 'pv-want-to-submit-nrm': 'no', 'authorities-cooperation': 'yes' }],
  ['pv-phone-number', { ...adultReferred, 'pv-phone-number': 'pv-alternative-number' }],
  ['fr-details', { 'pv-under-age': 'yes', 'pv-want-to-submit-nrm': 'yes' }],
  ['someone-else', { ...adultReferred, 'who-contact': 'someone-else' }],
  ['what-evidence-you-will-submit', { ...adultReferred, 'upload-file': 'yes' }],
]

test('the fifteen forks are those of the source', () => {
  const forks = reachable(readSource()).flatMap(({ forks }) => forks.map(({ target }) => target.slice(1)))
  expect(taking.map(([target]) => target).toSorted()).toEqual(forks.toSorted())
})

describe('every answer survives the way to the database and back', () => {
  const seen = new Set<string>()
  test.each(taking)('by way of %s', async (target, chosen) => {
    const answers = ukAnswers(chosen)
    expect(reachableSteps(ukForm, answers).map(({ id }) => id)).toContain(target)
    const { status, body } = await begin({})
    expect(status).toBe(201)
    const kept = await save(body, answers)
    expect(kept.status).toBe(200)
    expect(kept.body.cleared).toEqual([])
    expect(await read(body)).toEqual(answers)
    expect(await sealedOf(body.referral.id)).toEqual(splitByCompartment(ukForm, answers))
    for (const id of Object.keys(answers)) seen.add(id)
  })

  test('and so does every question that none of these ways asks', async () => {
    const answers = ukAnswers({
      ...adultReferred,
      'potential-victim-exploitative-situation-multiple': 'no',
      'still-in-exploitative-situation': 'no',
      'is-this-the-first-chance-to-report': 'not-sure',
      'any-other-pvs': 'not-sure',
      'pv-phone-number': 'no',
    })
    const { body } = await begin(answers)
    expect(await read(body)).toEqual(answers)
    for (const id of Object.keys(answers)) seen.add(id)
    expect(
      fieldsOf(ukForm)
        .filter(({ id }) => !seen.has(id))
        .map(({ id }) => id),
    ).toEqual([])
  })
})

/** The decrypted answers of each compartment, and the unencrypted ones as C0. */
const sealedOf = async (id: string): Promise<Record<string, Answers>> => {
  const [row] = await force.owner<{ answers: Answers }[]>`select answers from app.referrals where id = ${id}`
  const parts: Record<string, Answers> = row && Object.keys(row.answers).length > 0 ? { C0: row.answers } : {}
  for (const compartment of openCompartments) {
    const table = tableOf(compartment)
    const texts = await force.owner<{ id: string; sealed: Buffer }[]>`
      select id, sealed from app.${force.owner(table)} where subject_id = ${id} and field = 'answers'`
    for (const text of texts)
      parts[compartment] = JSON.parse(
        open(force.db.ring, { table, field: 'answers', id: text.id, compartment }, text.sealed),
      )
  }
  return parts
}

describe('going back', () => {
  test('clears what applies no more, says what it was, and keeps the rest', async () => {
    const answers = ukAnswers({ ...adultReferred, 'exploiters-location': 'yes' })
    const { body } = await begin(answers)
    const changed = await save(body, { ...answers, 'exploiters-location': 'no' })
    expect(changed.body.cleared).toEqual(['are-exploiters-in-the-uk', 'exploiters-current-location-details'])
    const { 'are-exploiters-in-the-uk': _, 'exploiters-current-location-details': __, ...rest } = answers
    expect(await read(body)).toEqual({ ...rest, 'exploiters-location': 'no' })
  })
})

describe('sent', () => {
  const send = async (chosen: Answers) => {
    const { body } = await begin(ukAnswers(chosen), { toAgencyId: ngo.agencyId })
    return act(force, officer, body.referral, 'send')
  }

  test('it opens a case that the sender goes on leading, for which the authority decides', async () => {
    const { status, body } = await send(adultReferred)
    expect(status).toBe(200)
    expect(body).toMatchObject({ kind: 'service', status: 'sent', childProcedure: false, interpreter: true })
    const child = await send({ 'pv-under-age': 'not-sure', 'pv-want-to-submit-nrm': 'yes', 'upload-file': '' })
    expect(child.body).toMatchObject({ status: 'sent', childProcedure: true })
  })

  test('whoever accepts reads what stands in their own compartments, and of the rest only that there are compartments', async () => {
    const { body } = await send(adultReferred)
    const seen = async () => (await force.as(ngo)<Referral>('GET', `/referrals/${body.id}`)).body
    expect((await seen()).answers).toEqual({})
    expect((await act(force, ngo, body, 'accept')).status).toBe(200)
    const parts = splitByCompartment(ukForm, ukAnswers(adultReferred))
    const { C5, ...open } = parts
    expect(C5).toBeDefined()
    expect((await seen()).answers).toEqual(Object.assign({}, ...Object.values(open)))
  })

  test('the kinds of exploitation that were ticked are known of the case, each once, as suspected', async () => {
    const ticks = ['prostitution', 'child-exploitation', 'organs-removed'].map((kind) => [
      `types-of-exploitation-${kind}`,
      'yes',
    ])
    const others = Object.entries(ukAnswers(adultReferred)).filter(([id]) => !/^types-of|^other-expl/.test(id))
    const { body: draft } = await begin(Object.fromEntries([...others, ...ticks]), { toAgencyId: ngo.agencyId })
    const { body } = await act(force, officer, draft.referral, 'send')
    const opened = await force.as(officer)<Case>('GET', `/cases/${body.caseId}`)
    expect(opened.body.exploitation).toMatchObject([
      { form: 'organ-removal', basis: 'suspected' },
      { form: 'sexual-exploitation', basis: 'suspected' },
    ])
  })

  test('nothing goes out unanswered, nor for a child as a refusal', async () => {
    const blank = await begin({ 'pv-under-age': 'no' }, { toAgencyId: ngo.agencyId })
    const refused = await act(force, officer, blank.body.referral, 'send')
    expect(refused.status).toBe(422)
    expect(JSON.stringify(refused.body)).toContain('/answers/reference')
    const child = await send({ 'pv-under-age': 'yes', 'pv-want-to-submit-nrm': 'no' })
    expect(child.status).toBe(422)
  })

  test('of ten kinds of exploitation at least one is ticked', async () => {
    const answers = Object.fromEntries(
      Object.entries(ukAnswers(adultReferred)).filter(([id]) => !/^types-of|^other-expl/.test(id)),
    )
    const { body } = await begin(answers, { toAgencyId: ngo.agencyId })
    const refused = await act(force, officer, body.referral, 'send')
    expect(refused.body).toMatchObject({
      errors: [{ pointer: '/answers/types-of-exploitation-forced-to-work', detail: 'none-ticked' }],
    })
  })
})

describe('the form itself', () => {
  test('is offered where the profile of the United Kingdom is in force, and begun nowhere else', async () => {
    const { body } = await force.as(officer)<OfferedForms>('GET', '/forms')
    expect(body.items.map(({ id, version, questions }) => [id, version, questions])).toEqual([
      ['intake-short', 1, 27],
      ['uk-first-responder', 1, 138],
    ])
    const elsewhere = await aTaskForce('int')
    try {
      const there = await elsewhere.person(await elsewhere.agency('police'), 'officer')
      const offered = await elsewhere.as(there)<OfferedForms>('GET', '/forms')
      expect(offered.body.items.map(({ id }) => id)).toEqual(['intake-short'])
      const refused = await elsewhere.as(there)(
        'POST',
        '/referrals',
        { formId: 'uk-first-responder', formVersion: 1 },
        { 'idempotency-key': v7() },
      )
      expect(refused.status).toBe(422)
      expect(refused.body).toMatchObject({ errors: [{ pointer: '/formId', detail: 'is not used here' }] })
    } finally {
      await elsewhere.end()
    }
  })

  test('is read with its words, its source and its licence', async () => {
    const { body } = await force.as(officer)<FormVersion>('GET', '/forms/uk-first-responder?version=1')
    expect(body.form.steps).toHaveLength(66)
    expect(body).toMatchObject({ standing: 'published', offered: true, newest: null })
    expect(body.form.source?.licence).toBe('MIT, Copyright (c) 2018')
    expect(body.words.en?.['forms.uk-first-responder.fields.pv-under-age.label']).toBe(
      'Is the potential victim under 18?',
    )
  })

  test.each(['/forms/uk-first-responder?version=2', '/forms/no-such-form?version=1', '/forms/no-such-form'])(
    'is not there at %s',
    async (path) => {
      expect((await force.as(officer)('GET', path)).status).toBe(404)
    },
  )

  test('with every box filled to its end is kept whole', async () => {
    const long = Object.fromEntries(
      fieldsOf(ukForm).flatMap(({ id, kind }) => (kind === 'long-text' ? [[id, 'x'.repeat(15_000)]] : [])),
    )
    const answers = ukAnswers({ ...adultReferred, ...long })
    const { status, body } = await begin(answers)
    expect(status).toBe(201)
    expect(await read(body)).toEqual(answers)
  })
})

test('an under-18 answer that changes asks again whether the person wants to be referred', () => {
  const answers = ukAnswers(adultReferred)
  const changed = reviseAnswers(ukForm, answers, { ...answers, 'pv-under-age': 'not-sure' })
  expect(changed.answers['pv-want-to-submit-nrm']).toBeUndefined()
  expect(changed.cleared).toEqual(
    expect.arrayContaining(['pv-want-to-submit-nrm', 'pv-under-age-at-time-of-exploitation', 'who-contact']),
  )
  expect(reviseAnswers(ukForm, answers, answers)).toEqual({ answers, cleared: [] })
  const anew = reviseAnswers(ukForm, answers, { ...answers, 'pv-under-age': 'yes', 'pv-want-to-submit-nrm': 'no' })
  expect(anew.answers['pv-want-to-submit-nrm']).toBe('no')
})

import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { FormSource } from '@palermo/shared/forms/contract.ts'
import { namedKeys } from '@palermo/shared/forms/keys.ts'
import { shippedForm } from '@palermo/shared/forms/shipped.ts'
import type { FormLines, FormVersion, OfferedForms } from '@palermo/shared/forms/versions.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { adultReferred, ukAnswers, ukForm } from './uk-answers.ts'

let force: TaskForce
let administrator: TestPerson
let officer: TestPerson
let receiver: string
beforeAll(async () => {
  force = await aTaskForce('uk')
  administrator = await force.person(await force.agency('secretariat'), 'administrator')
  officer = await force.person(await force.agency('police'), 'officer')
  receiver = await force.agency('ngo')
})
afterAll(() => force.end())

const words = shippedForm(ukForm.id, 1)?.words.en ?? {}
const own = (version: number, change: (form: FormSource) => void = () => undefined) => {
  const form = structuredClone({ ...ukForm, version }) as FormSource
  change(form)
  return form
}
const save = (form: FormSource, revision = 0, said: Record<string, string> = words, person = administrator) =>
  force.as(person)<FormVersion>('PUT', `/forms/${ukForm.id}`, { version: form.version, revision, form, words: said })
const move = (action: string, version: number, revision: number, person = administrator) =>
  force.as(person)<FormVersion>('POST', `/forms/${ukForm.id}/actions`, { action, version, revision })
const read = (version?: number, person = officer) =>
  force.as(person)<FormVersion>('GET', `/forms/${ukForm.id}${version ? `?version=${version}` : ''}`)
const without = (answers: Answers, id: string) =>
  Object.fromEntries(Object.entries(answers).filter(([one]) => one !== id))
const begin = (version: number, answers: Answers = ukAnswers(adultReferred)) =>
  force.as(officer)<Draft>(
    'POST',
    '/referrals',
    { formId: ukForm.id, formVersion: version, toAgencyId: receiver, answers },
    { 'idempotency-key': v7() },
  )

describe('an administrator', () => {
  test('writes a version that nobody else sees until it is published, and from then on it is the one that is begun', async () => {
    const form = own(1001, ({ steps }) => void steps.splice(2, 1))
    const saved = await save(form)
    expect(saved.status).toBe(200)
    expect(saved.body).toMatchObject({ standing: 'draft', offered: false, revision: 1 })
    expect((await read(1001)).status).toBe(404)
    expect((await begin(1001)).status).toBe(422)
    const running = await begin(1)
    expect((await move('publish', 1001, 1)).body).toMatchObject({ standing: 'published', offered: true })
    expect((await read()).body.form.version).toBe(1001)
    const offered = (await force.as(officer)<OfferedForms>('GET', '/forms')).body.items
    expect(offered.find(({ id }) => id === ukForm.id)?.version).toBe(1001)
    // A draft that was begun with the version before keeps that version.
    expect((await read(1)).body).toMatchObject({ standing: 'published', newest: 1001 })
    expect((await act(force, officer, running.body.referral, 'send')).body).toMatchObject({
      status: 'sent',
      formVersion: 1,
    })
    expect((await begin(1001)).body).toMatchObject({ errors: [{ pointer: '/answers/reference' }] })
    const fresh = await begin(1001, without(ukAnswers(adultReferred), 'reference'))
    expect(fresh.body.referral.formVersion).toBe(1001)
  })

  test('never loses the name of what was asked, and takes translations along that still have a question', async () => {
    const { form } = (await read(1001)).body
    expect(form.retired.fields).toContain('reference')
    expect((await read(1)).body.form.retired.fields).not.toContain('reference')
    const title = `forms.${ukForm.id}.title`
    const draft = own(1009)
    const { body } = await force.as(administrator)<FormVersion>('PUT', `/forms/${ukForm.id}`, {
      version: 1009,
      revision: 0,
      form: draft,
      words,
      translations: { cy: { [title]: 'Ffurflen', 'forms.nobody.title': 'Dim' } },
    })
    expect(body.words.cy).toEqual({ [title]: 'Ffurflen' })
    await move('discard', 1009, 1)
  })

  test('cannot change what was published, by any way', async () => {
    const { body } = await read(1001)
    expect((await save(own(1001), body.revision)).status).toBe(409)
    await expect(
      force.owner.begin(async (sql) => {
        await sql`set local role palermo_api`
        await sql`update app.forms set document = '{}', revision = revision + 1 where form_version = 1001`
      }),
    ).resolves.toBeUndefined()
    const [kept] = await force.owner<
      { steps: number }[]
    >`select jsonb_array_length(document->'steps') as steps from app.forms where form_version = 1001`
    expect(kept?.steps).toBe(65)
  })

  test('withdraws a version: its drafts keep what was typed, say what happened, and are not sent', async () => {
    await save(own(1002))
    await move('publish', 1002, 1)
    const draft = await begin(1002)
    const lines = (await force.as(administrator)<FormLines>('GET', '/forms/all/versions')).body.items
    expect(lines.find(({ version }) => version === 1002)).toMatchObject({
      standing: 'published',
      drafts: 1,
      shipped: false,
    })
    expect((await move('withdraw', 1002, 2)).body).toMatchObject({
      standing: 'withdrawn',
      offered: false,
      newest: null,
    })
    expect((await read()).body.form.version).toBe(1001)
    const refused = await act(force, officer, draft.body.referral, 'send')
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ detail: expect.stringContaining('was withdrawn') })
    const kept = await force.as(officer)<Draft>('GET', `/referrals/${draft.body.referral.id}/draft`)
    expect(kept.body.answers).toEqual(ukAnswers(adultReferred))
    expect((await begin(1002)).body).toMatchObject({ errors: [{ pointer: '/formVersion', detail: 'was withdrawn' }] })
    expect((await move('restore', 1002, 3)).body.standing).toBe('published')
    expect((await act(force, officer, draft.body.referral, 'send')).status).toBe(200)
    await move('withdraw', 1002, 4)
  })

  test('withdraws a version that came with the product, and brings it back', async () => {
    expect((await move('withdraw', 1, 0)).body).toMatchObject({ standing: 'withdrawn', newest: 1001 })
    expect((await begin(1)).status).toBe(422)
    expect((await move('restore', 1, 1)).body.standing).toBe('published')
  })

  test('translates any version, as far as there is time for, and never with words that the form does not have', async () => {
    const key = `forms.${ukForm.id}.fields.pv-under-age.label`
    const { body: before } = await read(1)
    const translate = (said: Record<string, string>, revision: number, locale = 'cy') =>
      force.as(administrator)<FormVersion>('PUT', `/forms/${ukForm.id}/words`, {
        version: 1,
        revision,
        locale,
        words: said,
      })
    const { status, body } = await translate({ [key]: 'Cwestiwn', [`forms.${ukForm.id}.title`]: ' ' }, before.revision)
    expect(status).toBe(200)
    expect(body.words.cy).toEqual({ [key]: 'Cwestiwn' })
    expect(body.words.en?.[key]).toBe(words[key])
    expect((await translate({ 'forms.other.key': 'x' }, body.revision)).body).toMatchObject({
      errors: [{ pointer: '/words/forms.other.key', detail: 'is not named by the form' }],
    })
    expect((await translate({ [key]: 'x' }, body.revision, 'en')).status).toBe(422)
    expect((await translate({ [key]: 'x' }, before.revision)).status).toBe(409)
    expect((await translate({ [key]: 'x' }, body.revision, 'not a language')).status).toBe(422)
  })

  test('gives up a version that was never published', async () => {
    await save(own(1003))
    expect((await move('discard', 1003, 1)).status).toBe(200)
    expect((await read(1003, administrator)).status).toBe(404)
  })
})

describe('a version is refused', () => {
  const errorsOf = async (form: FormSource, said = words) => {
    const { status, body } = await save(form, 0, said)
    expect(status).toBe(422)
    return (body as unknown as { errors: { pointer: string; detail: string }[] }).errors
  }

  test('where its conditions loop, at the very question', async () => {
    const form = own(1010, ({ steps }) => {
      const [field] = steps.find(({ id }) => id === 'birthplace' || id === 'what-is-their-background')?.fields ?? []
      if (field) field.when = { op: 'answered', field: field.id }
    })
    expect(await errorsOf(form)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: expect.stringMatching(/^\/form\/steps\/\d+\/fields\/0/), detail: 'loop' }),
      ]),
    )
  })

  test('where a question has no words', async () => {
    const { [`forms.${ukForm.id}.title`]: _, ...rest } = words
    expect(await errorsOf(own(1011), rest)).toEqual([
      { pointer: `/words/forms.${ukForm.id}.title`, detail: 'required', code: 'required' },
    ])
  })

  test('where it would move words into the shell, or take the name of a question that was retired', async () => {
    const form = own(1012, ({ steps }) => {
      const field = steps.find(({ id }) => id === 'reference')?.fields?.[0]
      if (field) Object.assign(field, { compartment: 'C0', id: 'what-happened' })
    })
    const details = (await errorsOf(form)).map(({ detail }) => detail)
    expect(details).toEqual(expect.arrayContaining(['words-in-shell', 'retired-name']))
  })

  test('where its number belongs to those that come with the product, or its name to another form', async () => {
    expect(await errorsOf(own(2))).toEqual([{ pointer: '/version', detail: 'begins at 1001' }])
    expect((await errorsOf({ ...own(1013), id: 'intake-short' }))[0]?.pointer).toBe('/form/id')
  })

  test('where it holds a character that cannot be kept', async () => {
    for (const ruin of ['\u0000', '\ud800']) {
      const said = { ...words, [`forms.${ukForm.id}.title`]: `Report ${ruin}` }
      expect(await errorsOf(own(1015), said)).toEqual([
        { pointer: '/words', detail: 'holds a character that cannot be kept', code: 'forbidden-character' },
      ])
    }
  })

  test('from anybody but an administrator', async () => {
    expect((await save(own(1014), 0, words, officer)).status).toBe(403)
    expect((await move('withdraw', 1, 2, officer)).status).toBe(403)
    expect((await force.as(officer)('GET', '/forms/all/versions')).status).toBe(403)
    const said = { version: 1, revision: 2, locale: 'cy', words: {} }
    expect((await force.as(officer)('PUT', `/forms/${ukForm.id}/words`, said)).status).toBe(403)
  })
})

test('every key that a form names is counted once', () => {
  expect(new Set(namedKeys(ukForm)).size).toBe(namedKeys(ukForm).length)
  expect(namedKeys(ukForm).toSorted()).toEqual(Object.keys(words).toSorted())
})

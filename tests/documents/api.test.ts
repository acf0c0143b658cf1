import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Case, CaseTimeline } from '@palermo/shared/cases/contract.ts'
import type { Document } from '@palermo/shared/documents/contract.ts'
import sharp from 'sharp'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { TestPerson } from '../task-force.ts'
import { docx, pdf, secret } from './samples.ts'
import { added, filesOnDisk, image, letIn, nothingLeft, passport, theScene } from './scene.ts'
import { add, download, listOf, revise } from './story.ts'

const scene = theScene()

describe('a document that is added', () => {
  test('is in the list of those in its compartment, and comes back as it is kept', async () => {
    const sent = await image()
    const { status, body } = await add(
      scene.force,
      scene.caseworker,
      passport(scene, { referralId: scene.referralId }),
      sent,
    )
    expect(status).toBe(201)
    expect(body).toMatchObject({
      status: 'kept',
      kind: 'identity-document',
      compartment: 'C1',
      title: 'Passport',
      referralId: scene.referralId,
      mine: true,
      actions: ['revise', 'restrict', 'withdraw'],
      versions: [
        {
          number: 1,
          type: 'jpeg',
          width: 64,
          height: 48,
          preview: true,
          fileName: 'IMG_2034.jpg',
          changes: ['redrawn', 'place-removed', 'details-removed'],
          sentSha256: createHash('sha256').update(sent.bytes).digest('hex'),
        },
      ],
    })
    const { body: list } = await listOf(scene.force, scene.caseworker, scene.caseId)
    expect(list.items).toEqual([body])
    expect(list.addable).toContain('C1')
    const file = await download(scene.force, scene.caseworker, body.id)
    expect(file.statusCode).toBe(200)
    expect(file.rawPayload.length).toBe(body.versions[0]?.size)
    const { format, exif } = await sharp(file.rawPayload).metadata()
    expect({ format, exif }).toEqual({ format: 'jpeg', exif: undefined })
  })

  test('is sent so that no browser shows or runs it, named by codes and never by people', async () => {
    const { id } = await added(scene)
    const { headers } = await download(scene.force, scene.caseworker, id)
    const { body: one } = await scene.force.as(scene.caseworker)<Case>('GET', `/cases/${scene.caseId}`)
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': `attachment; filename="${one.reference}-identity-document-1.jpg"`,
      'content-security-policy': expect.stringMatching(/^sandbox; default-src 'none'/),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    const preview = await download(scene.force, scene.caseworker, id, 1, 'preview')
    expect(preview.headers).toMatchObject({ 'content-type': 'image/webp' })
    expect((await sharp(preview.rawPayload).metadata()).format).toBe('webp')
  })

  test('lies sealed: neither the disk nor the database tells its name, its words or what it is', async () => {
    const words = `${secret} told us at the bridge.`
    const sent = { name: `${secret}.txt`, bytes: Buffer.from(words) }
    const { body } = await add(
      scene.force,
      scene.caseworker,
      passport(scene, { kind: 'statement', title: `About ${secret}` }),
      sent,
    )
    expect((await download(scene.force, scene.caseworker, body.id)).body).toBe(words)
    for (const file of filesOnDisk(scene.force)) {
      expect(file).not.toContain(secret)
      expect(readFileSync(file).includes(secret)).toBe(false)
    }
    const [row] = await scene.force
      .owner`select v::text as text from app.document_versions v where document_id = ${body.id}`
    expect(row?.text).not.toContain(secret)
    expect(row?.text).not.toContain(Buffer.from(secret).toString('hex'))
  })

  test('a PDF and an Office document have no preview, and are sent without who wrote them', async () => {
    for (const sent of [
      { name: 'a.pdf', bytes: await pdf() },
      { name: 'a.docx', bytes: await docx() },
    ]) {
      const { body } = await add(scene.force, scene.caseworker, passport(scene, { kind: 'letter' }), sent)
      expect(body.versions).toMatchObject([{ preview: false, changes: ['details-removed'] }])
      expect((await download(scene.force, scene.caseworker, body.id, 1, 'preview')).statusCode).toBe(404)
      expect((await download(scene.force, scene.caseworker, body.id)).body).not.toContain(secret)
    }
  })

  test('without a title is called as its file is', async () => {
    const { body } = await add(scene.force, scene.caseworker, { ...passport(scene), title: undefined }, await image())
    expect(body.title).toBe('IMG_2034.jpg')
  })

  test('stands in the history of the case for those in its compartment alone', async () => {
    await added(scene)
    const history = async (person: TestPerson) =>
      (await scene.force.as(person)<z.infer<typeof CaseTimeline>>('GET', `/cases/${scene.caseId}/timeline`)).body.items
        .filter(({ subjectKind }) => subjectKind === 'document')
        .map(({ action, facts }) => [action, facts])
    expect(await history(scene.caseworker)).toEqual([['create', { kind: 'identity-document' }]])
    expect(await history(scene.supervisor)).toEqual([])
  })

  test('sent twice under one key is one document and one file; another file under it is refused', async () => {
    const key = v7()
    const sent = await image()
    const first = await add(scene.force, scene.caseworker, passport(scene), sent, key)
    const again = await add(scene.force, scene.caseworker, passport(scene), sent, key)
    expect(again.body).toEqual(first.body)
    expect(
      (await add(scene.force, scene.caseworker, passport(scene), { name: 'a.pdf', bytes: await pdf() }, key)).status,
    ).toBe(422)
    expect((await listOf(scene.force, scene.caseworker, scene.caseId)).body.items.length).toBe(1)
    await nothingLeft(scene)
  })
})

describe('a newer version', () => {
  test('stands before the older ones, which can still be read', async () => {
    const first = await added(scene)
    const { status, body } = await revise(scene.force, scene.caseworker, first, { name: 'b.pdf', bytes: await pdf() })
    expect(status).toBe(201)
    expect(body.versions.map(({ number, type }) => [number, type])).toEqual([
      [2, 'pdf'],
      [1, 'jpeg'],
    ])
    expect(body).toMatchObject({ id: first.id, version: 2, title: 'Passport' })
    expect((await download(scene.force, scene.caseworker, first.id, 1)).headers['content-type']).toBe('image/jpeg')
    expect((await download(scene.force, scene.caseworker, first.id, 2)).headers['content-type']).toBe('application/pdf')
  })

  test('is refused to who saw an older state, who is told the newer one; a retry is no second version', async () => {
    const first = await added(scene)
    const key = v7()
    const sent = { name: 'b.pdf', bytes: await pdf() }
    const done = await revise(scene.force, scene.caseworker, first, sent, key)
    expect(done.status).toBe(201)
    const late = await revise(scene.force, scene.caseworker, first, sent)
    expect(late).toMatchObject({ status: 409, body: { current: { version: 2 } } })
    await nothingLeft(scene)
  })

  test('two at once are one after the other: one is told that something changed', async () => {
    const first = await added(scene)
    const sent = { name: 'b.pdf', bytes: await pdf() }
    const both = await Promise.all([1, 2].map(() => revise(scene.force, scene.caseworker, first, sent)))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    await nothingLeft(scene)
  })
})

describe('a document that is taken out', () => {
  const withdraw = (person: TestPerson, { id, version }: Document, reason = 'wrong-case') =>
    scene.force.as(person)<Document>('POST', `/documents/${id}/actions`, { action: 'withdraw', version, reason })

  test('says so and why, and neither its name nor its bytes can be had; put back, they can', async () => {
    const document = await added(scene)
    const gone = await withdraw(scene.caseworker, document)
    expect(gone).toMatchObject({
      status: 200,
      body: { status: 'withdrawn', withdrawalReason: 'wrong-case', title: null, versions: [], actions: ['reopen'] },
    })
    expect((await download(scene.force, scene.caseworker, document.id)).statusCode).toBe(404)
    expect((await revise(scene.force, scene.caseworker, gone.body, await image())).status).toBe(409)
    const back = await scene.force.as(scene.caseworker)<Document>('POST', `/documents/${document.id}/actions`, {
      action: 'reopen',
      version: gone.body.version,
    })
    expect(back.body).toMatchObject({ status: 'kept', title: 'Passport', withdrawalReason: null })
    expect((await download(scene.force, scene.caseworker, document.id)).statusCode).toBe(200)
  })

  test('only by who added it, or who answers for the work of that agency', async () => {
    const document = await added(scene)
    const { version } = (await scene.force.as(scene.supervisor)<Case>('GET', `/cases/${scene.caseId}`)).body
    expect(version).toBeGreaterThan(0)
    const put = (person: TestPerson) =>
      scene.force.as(scene.supervisor)('POST', `/cases/${scene.caseId}/members`, { personId: person.id })
    expect((await withdraw(scene.colleague, document)).status).toBe(404)
    await put(scene.colleague)
    expect((await withdraw(scene.colleague, document)).status).toBe(403)
    expect((await withdraw(scene.supervisor, document)).status).toBe(404)
    await letIn(scene, scene.supervisor, ['C0', 'C1'])
    expect((await withdraw(scene.supervisor, document)).status).toBe(200)
  })

  test('not without one of the reasons', async () => {
    const document = await added(scene)
    expect((await withdraw(scene.caseworker, document, 'because')).status).toBe(422)
    expect((await withdraw(scene.caseworker, { ...document, version: 9 })).status).toBe(409)
  })
})

test('each look, download and refusal has its line in the log, with the document and no words', async () => {
  const document = await added(scene)
  const [from] = await scene.force.owner<{ id: string }[]>`select max(id)::text as id from aud.leaf`
  await scene.force.as(scene.caseworker)('GET', `/documents/${document.id}`)
  await download(scene.force, scene.caseworker, document.id)
  await download(scene.force, scene.caseworker, document.id, 1, 'preview')
  await download(scene.force, scene.officer, document.id)
  const lines = await scene.force.owner`
    select concat_ws(' ', kind, outcome, reason) as line from aud.leaf where id > ${from?.id ?? '0'}::bigint and subject_id = ${document.id} order by id`
  expect(lines.map(({ line }) => line)).toEqual([
    'document.viewed',
    'document.downloaded',
    'document.previewed',
    'document.downloaded refused not-found',
  ])
})

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { hostile } from './corpus.ts'
import { photo } from './samples.ts'
import { added, image, nothingLeft, passport, theScene } from './scene.ts'
import { add, download, formOf, rawForm, sendForm } from './story.ts'

const scene = theScene()

describe('what cannot be kept is refused, told why, and leaves nothing', () => {
  test.each(['a page named as a picture', 'a PDF that is locked', 'nothing at all'] as const)('%s', async (what) => {
    const [make, why] = hostile[what] ?? []
    const sent = await make?.()
    const told = await add(scene.force, scene.caseworker, passport(scene), sent ?? { name: '', bytes: Buffer.of() })
    expect(told).toMatchObject({
      status: 422,
      body: { type: '/problems/file-refused', errors: [{ pointer: '/file', code: why }] },
    })
    await nothingLeft(scene)
  })

  test.each([
    ['a way out', '../../etc/passwd'],
    ['a way of Windows', '..\\..\\boot.ini'],
    ['an address of its own', '/etc/passwd'],
    ['letters that run backwards', 'exe.\u202egpj.jpg'],
    ['letters set apart', 'a\u2066b.jpg'],
    ['a zero', 'a\u0000.jpg'],
    ['a line break', 'a\u000bb.jpg'],
    ['a space of no width', 'a\u200b.jpg'],
    ['only dots', '..'],
    ['nothing', ''],
    ['too much', `${'a'.repeat(300)}.jpg`],
    ['bytes that are no UTF-8', Buffer.from([0x61, 0xff, 0xfe, 0x2e, 0x6a, 0x70, 0x67])],
    ['a letter written too long', Buffer.from([0x61, 0xc0, 0xaf, 0x2e, 0x6a, 0x70, 0x67])],
  ])('a name with %s', async (_what, name) => {
    const told = await sendForm(
      scene.force.app,
      scene.caseworker,
      '/documents',
      rawForm(JSON.stringify(passport(scene)), name, await photo()),
    )
    expect([400, 422]).toContain(told.status)
    if (told.status === 422) expect(told.body).toMatchObject({ errors: [{ pointer: '/file', code: 'bad-name' }] })
    expect(JSON.stringify(told.body)).not.toContain('etc')
    await nothingLeft(scene)
  })

  test('more than 25 MB, said or not', async () => {
    const { type, body } = await formOf(passport(scene), { name: 'a.jpg', bytes: Buffer.alloc(25 * 1024 * 1024 + 1) })
    expect(await sendForm(scene.force.app, scene.caseworker, '/documents', { type, body })).toMatchObject({
      status: 413,
      body: { errors: [{ pointer: '/file', code: 'too-large' }] },
    })
    await nothingLeft(scene)
  })

  test.each<[string, (form: { type: string; body: Buffer }) => { type: string; body: Buffer | string }, number]>([
    ['a form cut off', ({ type, body }) => ({ type, body: body.subarray(0, body.length - 40) }), 400],
    ['a form without its end', ({ type, body }) => ({ type, body: body.subarray(0, 200) }), 400],
    ['no boundary', ({ body }) => ({ type: 'multipart/form-data', body }), 400],
    ['another boundary', ({ body }) => ({ type: 'multipart/form-data; boundary=other', body }), 400],
    ['nothing', ({ type }) => ({ type, body: '' }), 400],
    ['JSON that names no upload', () => ({ type: 'application/json', body: '{}' }), 422],
    ['bytes', ({ body }) => ({ type: 'application/octet-stream', body }), 415],
    ['the file first', () => twoParts('file', 'document'), 400],
    ['two files', () => twoParts('document', 'file', 'file'), 400],
    ['no file', () => twoParts('document'), 400],
    ['something more', () => twoParts('document', 'file', 'more'), 400],
    ['words that are no JSON', () => rawForm('{', 'a.jpg', 'x'), 400],
    ['another prototype', () => rawForm('{"__proto__":{"polluted":1}}', 'a.jpg', 'x'), 422],
  ])('%s', async (_what, change, status) => {
    const told = await sendForm(
      scene.force.app,
      scene.caseworker,
      '/documents',
      change(await formOf(passport(scene), await image())),
    )
    expect(told.status).toBe(status)
    expect(Object.prototype).not.toHaveProperty('polluted')
    await nothingLeft(scene)
  })

  const twoParts = (...names: string[]) => ({
    type: 'multipart/form-data; boundary=x',
    body: `${names
      .map((name) =>
        name === 'file'
          ? '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nwords\r\n'
          : `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${JSON.stringify(passport(scene))}\r\n`,
      )
      .join('')}--x--\r\n`,
  })

  test('all faults of what is said of it, at once and each at its place', async () => {
    const said = JSON.stringify({ caseId: 'x', kind: 'gossip', compartment: 'C9', title: '', extra: 1 })
    const told = await sendForm(scene.force.app, scene.caseworker, '/documents', rawForm(said, 'a.jpg', 'x'))
    expect(told.status).toBe(422)
    expect(told.body.errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '/caseId',
      '/compartment',
      '/extra',
      '/kind',
      '/title',
    ])
  })

  test('a disk that is nearly full says so, and takes nothing in', async () => {
    const { reserve } = scene.force.documents
    scene.force.documents.reserve = Number.MAX_SAFE_INTEGER
    const told = await add(scene.force, scene.caseworker, passport(scene), await image())
    scene.force.documents.reserve = reserve
    expect(told).toMatchObject({ status: 507, body: { type: '/problems/no-room' } })
    await nothingLeft(scene)
  })

  test('a file that was changed on the disk is not given out', async () => {
    const { id } = await added(scene)
    const [row] = await scene.force.owner<
      { id: string }[]
    >`select id from app.document_versions where document_id = ${id}`
    const file = path.join(scene.force.documents.folder, 'kept', row?.id.slice(-2) ?? '', row?.id ?? '')
    const { writeFileSync } = await import('node:fs')
    const bytes = readFileSync(file)
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1
    writeFileSync(file, bytes)
    const reply = await download(scene.force, scene.caseworker, id).catch((error: Error) => error)
    expect(reply instanceof Error || reply.statusCode >= 500).toBe(true)
  })
})

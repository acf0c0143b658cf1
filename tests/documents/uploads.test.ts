import { createHash } from 'node:crypto'
import { readFileSync, utimesSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import { sweepFiles } from '@palermo/db/documents/sweep.ts'
import type { Document } from '@palermo/shared/documents/contract.ts'
import { longestChunk, mostUploads, type Upload } from '@palermo/shared/documents/uploads.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { aDraft } from '../referrals/story.ts'
import type { TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'
import { anApiProcess } from './process.ts'
import { filesOnDisk, passport, theScene } from './scene.ts'
import { download, listOf } from './story.ts'

const scene = theScene()
let hands: ByHand
beforeAll(() => {
  hands = byHand(scene.force)
})
afterAll(() => hands.end())

const text = (size: number) => Buffer.alloc(size, 'Canary words. ')
const begin = (id: string, size: number, more: object = {}, person = scene.caseworker) =>
  scene.force.as(person)<Upload>('PUT', `/documents/uploads/${id}`, {
    size,
    to: { kind: 'document', document: passport(scene, more) },
  })
const send = async (id: string, from: number | string, bytes: Buffer, person = scene.caseworker) => {
  const reply = await scene.force.app.inject({
    method: 'PATCH',
    url: `/api/documents/uploads/${id}`,
    headers: {
      authorization: `Bearer ${person.token}`,
      'content-type': 'application/partial-upload',
      'upload-offset': `${from}`,
    },
    payload: bytes,
  })
  return { status: reply.statusCode, body: reply.json() as Upload & { current?: Upload } }
}
const finish = (upload: string, key = v7(), person = scene.caseworker) =>
  scene.force.as(person)<Document>(
    'POST',
    '/documents',
    { document: passport(scene), fileName: 'notes.txt', upload },
    { 'idempotency-key': key },
  )
const drop = (id: string, person = scene.caseworker) => scene.force.as(person)('DELETE', `/documents/uploads/${id}`)
const parts = () => filesOnDisk(scene.force).filter((file) => file.includes(`${path.sep}parts${path.sep}`))
/** Begins an upload and sends the whole file in two chunks. */
const whole = async (id: string, bytes: Buffer) => {
  const half = Math.ceil(bytes.length / 2)
  expect((await begin(id, bytes.length)).status).toBe(200)
  expect((await send(id, 0, bytes.subarray(0, half))).body.received).toBe(half)
  expect((await send(id, half, bytes.subarray(half))).body.received).toBe(bytes.length)
}

const sum = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
/** Begins an upload under a new id, as a page does that knows only the file. */
const choose = async (bytes: Buffer, more: { name?: string; sha256?: string; document?: object } = {}) => {
  const file = { name: more.name ?? 'notes.txt', sha256: more.sha256 ?? sum(bytes) }
  const to = { kind: 'document', document: passport(scene, more.document) }
  const asked = { size: bytes.length, to, file }
  return (await scene.force.as(scene.caseworker)<Upload>('PUT', `/documents/uploads/${v7()}`, asked)).body
}

describe('a file that is chosen again after its page was closed', () => {
  test('goes on where it was, whatever is said of it now, and is one document', async () => {
    const bytes = text(1000)
    const { id } = await choose(bytes)
    await send(id, 0, bytes.subarray(0, 600))
    expect(await choose(bytes, { document: { title: 'Another name' } })).toEqual({ id, size: 1000, received: 600 })
    expect((await send(id, 600, bytes.subarray(600))).body.received).toBe(1000)
    const added = await finish(id)
    expect(added.status).toBe(201)
    expect((await download(scene.force, scene.caseworker, added.body.id)).rawPayload.equals(bytes)).toBe(true)
    // The page was closed before it received the answer: the
    // finished upload is still known until the sender deletes it.
    expect((await choose(bytes)).received).toBe(1000)
    await drop(id)
    expect((await choose(bytes)).received).toBe(0)
  })

  test.each([
    ['with another name', { name: 'other.txt' }],
    ['with other bytes', { sha256: sum(text(999)) }],
    ['for another compartment', { document: { compartment: 'C3' } }],
  ])('begins anew %s', async (_, more) => {
    const bytes = text(1000)
    const { id } = await choose(bytes)
    await send(id, 0, bytes.subarray(0, 600))
    const other = await choose(bytes, more)
    expect([other.id === id, other.received]).toEqual([false, 0])
  })

  test('begins anew for another person, and where only its size is said', async () => {
    const bytes = text(1000)
    const { id } = await choose(bytes)
    await send(id, 0, bytes.subarray(0, 600))
    expect((await begin(v7(), 1000)).body.received).toBe(0)
    const file = { name: 'notes.txt', sha256: sum(bytes) }
    const to = { kind: 'document', document: passport(scene) }
    const asked = { size: 1000, to, file }
    await scene.force.owner`insert into app.case_members (case_id, agency_id, person_id, compartment)
      select ${scene.caseId}, ${scene.colleague.agencyId}, ${scene.colleague.id}, unnest(array['C0', 'C1'])`
    const theirs = await scene.force.as(scene.colleague)<Upload>('PUT', `/documents/uploads/${v7()}`, asked)
    expect([theirs.status, theirs.body.received, theirs.body.id === id]).toEqual([200, 0, false])
  })

  test('is refused where other bytes came than it was begun as, and nothing is kept', async () => {
    const bytes = text(1000)
    const { id } = await choose(bytes)
    await send(id, 0, Buffer.alloc(1000, 'Other words. '))
    expect((await finish(id)).status).toBe(422)
    expect((await listOf(scene.force, scene.caseworker, scene.caseId)).body.items).toEqual([])
  })

  test('lies in no row by its name or its sum', async () => {
    const bytes = text(1000)
    const { id } = await choose(bytes)
    const [row] = await scene.force.owner<{ all: string }[]>`
      select u::text || encode(u.sealed, 'escape') as all from app.uploads u where u.id = ${id}`
    for (const secret of ['notes.txt', sum(bytes)]) expect(row?.all).not.toContain(secret)
    const wrong = await scene.force.as(scene.caseworker)('PUT', `/documents/uploads/${v7()}`, {
      size: 10,
      to: { kind: 'document', document: passport(scene) },
      file: { name: 'notes.txt', sha256: 'the sum' },
    })
    expect(wrong.status).toBe(422)
  })
})

describe('a file that comes in chunks', () => {
  test('is what it would have been in one piece, and once, however often its end is said', async () => {
    const [id, key, bytes] = [v7(), v7(), text(300_000)]
    await whole(id, bytes)
    const [one, other] = [await finish(id, key), await finish(id, key)]
    expect([one.status, other.status, other.body.id]).toEqual([201, 201, one.body.id])
    expect(one.body.versions).toMatchObject([{ fileName: 'notes.txt', size: bytes.length, type: 'text' }])
    expect((await listOf(scene.force, scene.caseworker, scene.caseId)).body.items).toHaveLength(1)
    expect((await download(scene.force, scene.caseworker, one.body.id)).rawPayload.equals(bytes)).toBe(true)
    expect((await drop(id)).status).toBe(204)
    expect((await drop(id)).status).toBe(204)
  })

  test('lies sealed from its first chunk on, and its key does too', async () => {
    const id = v7()
    await begin(id, 400_000)
    await send(id, 0, text(200_000))
    for (const file of parts()) expect(readFileSync(file).includes('Canary')).toBe(false)
    expect(parts().length).toBeGreaterThan(0)
    const [row] = await scene.force.owner<{ all: string }[]>`
      select u::text || encode(u.sealed, 'escape') as all from app.uploads u where id = ${id}`
    expect(row?.all).not.toContain('Canary')
  })

  test('goes on from where it is: what came without an answer is told, and nothing counts twice', async () => {
    const id = v7()
    await begin(id, 1000)
    expect((await send(id, 0, text(400))).status).toBe(200)
    // Two chunks are refused: a repeated one, whose answer was lost, and
    // one behind a gap. Of two equal chunks sent at once one succeeds.
    for (const from of [0, 700]) {
      const { status, body } = await send(id, from, text(100))
      expect([status, body.current?.received]).toEqual([409, 400])
    }
    const meet = await Promise.all([send(id, 400, text(100)), send(id, 400, text(100))])
    expect(meet.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await begin(id, 1000)).body).toEqual({ id, size: 1000, received: 500 })
    expect((await finish(id)).status).toBe(422)
    expect((await send(id, 500, text(501))).status).toBe(422)
    expect((await send(id, 500, text(0))).status).toBe(422)
    expect((await send(id, 500, text(500))).body.received).toBe(1000)
    expect((await finish(id)).status).toBe(201)
  })

  test('is its sender’s alone: by the same name others have their own, and nobody learns of another', async () => {
    const id = v7()
    await whole(id, text(1000))
    const nowhere = await send(v7(), 0, text(10), scene.colleague)
    expect(nowhere.status).toBe(404)
    for (const person of [scene.colleague, scene.supervisor, scene.officer] as TestPerson[]) {
      expect((await send(id, 1000, text(10), person)).status).toBe(404)
      expect((await drop(id, person)).status).toBe(204)
    }
    // Another person who uses the same id begins a separate upload, which starts empty and ends as that person's file.
    const draft = await aDraft(scene.force, scene.officer, scene.caseworker.agencyId)
    const document = { kind: 'identity-document', compartment: 'C1' }
    const to = { kind: 'draft', id: draft.id, document }
    const theirs = scene.force.as(scene.officer)
    expect(await theirs('PUT', `/documents/uploads/${id}`, { size: 2000, to })).toMatchObject({
      status: 200,
      body: { received: 0 },
    })
    const asWhole = { document, fileName: 'notes.txt', upload: id }
    const { status } = await theirs('POST', `/documents/drafts/${draft.id}`, asWhole, { 'idempotency-key': v7() })
    expect(status).toBe(422)
    const raw = rawConnection(scene.force)
    for (const table of ['app.uploads', 'app.upload_parts']) {
      expect(await raw.attempt(scene.colleague, (sql) => sql.unsafe(`select 1 from ${table}`))).toEqual([])
    }
    await refused(raw.attempt(scene.caseworker, (sql) => sql`update app.uploads set size = 1`))
    await raw.end()
    expect((await finish(id)).status).toBe(201)
  })

  test('is refused before its first byte where the file would be, and when there is too much of it', async () => {
    expect((await begin(v7(), 10, { compartment: 'C5' })).status).toBe(403)
    expect((await begin(v7(), 10, { caseId: v7() })).status).toBe(404)
    expect([403, 404]).toContain((await begin(v7(), 10, {}, scene.officer)).status)
    expect((await begin(v7(), 26_214_401)).status).toBe(422)
    const id = v7()
    await begin(id, 5_000_000)
    expect((await begin(id, 4_000_000)).status).toBe(422)
    expect((await send(id, 0, text(longestChunk + 1))).status).toBe(413)
    expect((await send(id, 'soon', text(1))).status).toBe(422)
    for (let n = 1; n < mostUploads; n += 1) expect((await begin(v7(), 10)).status).toBe(200)
    expect((await begin(v7(), 10)).status).toBe(507)
    expect((await begin(id, 5_000_000)).status).toBe(200)
    await drop(id)
    expect((await begin(v7(), 10)).status).toBe(200)
  })

  test('that is refused for what it is leaves no document', async () => {
    const id = v7()
    await whole(id, Buffer.from('MZ\u0000\u0000 a programme'))
    expect((await finish(id)).status).toBe(422)
    expect((await listOf(scene.force, scene.caseworker, scene.caseId)).body.items).toEqual([])
  })

  test('that nobody goes on with is over after a day: its rows, its key and its chunks', async () => {
    const [old, young] = [v7(), v7()]
    for (const id of [old, young]) {
      await begin(id, 1000)
      await send(id, 0, text(400))
    }
    const sweep = (hours: number) => sweepFiles(hands.db, scene.force.documents, Date.now() + hours * 3_600_000)
    await sweep(2)
    expect((await begin(old, 1000)).body.received).toBe(400)
    await scene.force.owner`update app.uploads set last_at = last_at - interval '25 hours' where id = ${old}`
    const before = parts()
    for (const file of before) utimesSync(file, 0, 0)
    await sweep(0)
    expect((await begin(old, 1000)).body.received).toBe(0)
    expect((await begin(young, 1000)).body.received).toBe(400)
    const kept = await scene.force.owner<{ id: string }[]>`select id from app.upload_parts`
    expect(
      parts()
        .map((file) => path.basename(file))
        .sort(),
    ).toEqual(kept.map(({ id }) => id).sort())
    const raw = rawConnection(scene.force)
    await refused(raw.attempt(scene.caseworker, (sql) => sql`select app.drop_uploads('2 hours')`))
    await refused(raw.attempt(scene.caseworker, (sql) => sql`select app.unknown_parts('{}')`))
    await raw.end()
  })
})

test('a line that is cut in the middle and a process that is killed cost the chunk that was on its way', {
  timeout: 120_000,
}, async () => {
  const bytes = text(1_000_000)
  const [id, chunk] = [v7(), 250_000]
  let api = await anApiProcess(scene.force)
  try {
    let authorization = await api.signIn(scene.caseworker)
    const ask = async (method: string, to: string, body: object) => {
      const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': id }
      const reply = await fetch(`${api.address}/api${to}`, { method, headers, body: JSON.stringify(body) })
      return { status: reply.status, body: (await reply.json()) as Upload & Document }
    }
    const hello = () =>
      ask('PUT', `/documents/uploads/${id}`, {
        size: bytes.length,
        to: { kind: 'document', document: passport(scene) },
      })
    /** Sends the chunk, or its first `until` bytes. */
    const put = (from: number, until = chunk) =>
      new Promise<number>((resolve, reject) => {
        const asked = request(`${api.address}/api/documents/uploads/${id}`, {
          method: 'PATCH',
          headers: {
            authorization,
            'content-type': 'application/partial-upload',
            'content-length': chunk,
            'upload-offset': from,
          },
        })
        asked.on('response', (reply) => reply.resume().on('end', () => resolve(reply.statusCode ?? 0)))
        asked.on('error', reject)
        asked.write(bytes.subarray(from, from + until), () => {
          if (until < chunk) asked.destroy(new Error('the line is cut'))
          else asked.end()
        })
      })
    expect((await hello()).body.received).toBe(0)
    expect(await put(0)).toBe(200)
    await expect(put(chunk, 100_000)).rejects.toThrow('the line is cut')
    expect((await hello()).body.received).toBe(chunk)
    expect(await put(chunk)).toBe(200)

    const half = put(2 * chunk, 100_000).catch(() => 'cut off')
    await api.kill()
    expect(await half).toBe('cut off')
    const { data } = api
    api = await anApiProcess(scene.force, data)
    authorization = await api.signIn(scene.caseworker)
    expect((await hello()).body.received).toBe(2 * chunk)
    for (const from of [2 * chunk, 3 * chunk]) expect(await put(from)).toBe(200)
    const body = { document: passport(scene), fileName: 'notes.txt', upload: id }
    const added = await ask('POST', '/documents', body)
    expect(added.status).toBe(201)
    const kept = await fetch(`${api.address}/api/documents/${added.body.id}/versions/1/content`, {
      headers: { authorization },
    })
    expect(Buffer.from(await kept.arrayBuffer()).equals(bytes)).toBe(true)
  } finally {
    await api.end()
  }
})

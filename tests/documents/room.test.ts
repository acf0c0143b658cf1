import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rawConnection } from '../attacks/raw.ts'
import { added, image, nothingLeft, passport, theScene } from './scene.ts'
import { add } from './story.ts'

const scene = theScene()
const taken = async () => {
  const [row] = await scene.force.owner<{ n: number }[]>`
    select coalesce(sum(size + preview_size), 0)::int as n from app.document_versions where case_id = ${scene.caseId}`
  return row?.n ?? 0
}

describe('room for files', () => {
  const whole = { perCompartment: 1e9, perPersonADay: 1e9 }
  afterEach(() => {
    scene.force.documents.quota = whole
  })

  test('ends for one compartment of a case, and leaves the others alone', async () => {
    await added(scene)
    scene.force.documents.quota = { ...whole, perCompartment: Math.round((await taken()) * 1.5) }
    const full = await add(scene.force, scene.caseworker, passport(scene), await image())
    expect(full).toMatchObject({
      status: 507,
      body: { type: '/problems/no-room', errors: [{ pointer: '/file', code: 'case-full' }] },
    })
    await nothingLeft(scene)
    // Files of another compartment do not count, since a full compartment would otherwise reveal hidden files.
    expect(
      (await add(scene.force, scene.caseworker, passport(scene, { compartment: 'C2' }), await image())).status,
    ).toBe(201)
  })

  test('ends for one person within a day, and is there again after it', async () => {
    await added(scene)
    scene.force.documents.quota = { ...whole, perPersonADay: Math.round((await taken()) * 1.5) }
    expect(await add(scene.force, scene.caseworker, passport(scene), await image())).toMatchObject({
      status: 507,
      body: { errors: [{ code: 'person-full' }] },
    })
    await nothingLeft(scene)
    await scene.force.owner`update app.document_versions set at = at - interval '25 hours'`
    expect((await add(scene.force, scene.caseworker, passport(scene), await image())).status).toBe(201)
  })

  test('is not taken twice by those who come at once', async () => {
    await added(scene)
    const one = await taken()
    scene.force.documents.quota = { ...whole, perCompartment: Math.round(one * 2.5) }
    const files = await Promise.all([image(), image(), image()])
    const replies = await Promise.all(files.map((file) => add(scene.force, scene.caseworker, passport(scene), file)))
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 507, 507])
    await nothingLeft(scene)
  })

  test('is told to nobody who does not stand in the compartment', async () => {
    await added(scene)
    const raw = rawConnection(scene.force)
    const rows = await raw.attempt(
      scene.officer,
      (sql) => sql`select whole, mine from app.room_taken(${scene.caseId}, 'C5')`,
    )
    expect(rows[0]).toMatchObject({ whole: null, mine: null })
    const none = await raw.attempt(scene.officer, (sql) => sql`select whole from app.room_taken(${v7()}, 'C1')`)
    expect(none[0]).toMatchObject({ whole: null })
    await raw.end()
  })
})

describe('a virus scanner', () => {
  /** A server that speaks the protocol of clamd and records the files it receives. */
  let server: Server
  let heard: Buffer[]
  let answers: (file: Buffer) => string | undefined
  const address = path.join(tmpdir(), `palermo-clamd-${v7()}.sock`)
  const open = new Set<Socket>()
  beforeEach(async () => {
    heard = []
    answers = () => 'stream: OK\0'
    server = createServer((socket) => {
      open.add(socket)
      socket.on('close', () => open.delete(socket))
      socket.on('error', () => {})
      let bytes = Buffer.alloc(0)
      socket.on('data', (part) => {
        bytes = Buffer.concat([bytes, part])
        const file = streamed(bytes)
        if (file === undefined) return
        heard.push(file)
        const answer = answers(file)
        if (answer === undefined) socket.destroy()
        else socket.end(answer)
      })
    })
    await new Promise<void>((resolve) => server.listen(address, resolve))
    scene.force.documents.scanner = address
  })
  afterEach(async () => {
    scene.force.documents.scanner = undefined
    for (const socket of open) socket.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })

  test('is given the whole file as it was sent, and what it passes is kept', async () => {
    const file = await image()
    expect((await add(scene.force, scene.caseworker, passport(scene), file)).status).toBe(201)
    expect(heard.map((one) => one.equals(file.bytes))).toEqual([true])
  })

  test('that knows something bad in it has it refused, and nothing of it stays', async () => {
    answers = () => 'stream: Win.Test.EICAR_HDB-1 FOUND\0'
    const reply = await add(scene.force, scene.caseworker, passport(scene), await image())
    expect(reply).toMatchObject({ status: 422, body: { errors: [{ pointer: '/file', code: 'infected' }] } })
    expect(JSON.stringify(reply.body)).not.toContain('EICAR')
    await nothingLeft(scene)
  })

  test.each([
    ['at a limit of its own', 'INSTREAM size limit exceeded. ERROR\0'],
    ['with something else', 'hello'],
    ['with far too much', 'x'.repeat(10_000)],
    ['with nothing', undefined],
  ])('that answers %s lets nothing through unchecked', async (_, answer) => {
    answers = () => answer
    expect((await add(scene.force, scene.caseworker, passport(scene), await image())).status).toBe(503)
    await nothingLeft(scene)
  })

  test('that is not there lets nothing through either', async () => {
    scene.force.documents.scanner = path.join(tmpdir(), `palermo-clamd-${v7()}.sock`)
    expect((await add(scene.force, scene.caseworker, passport(scene), await image())).status).toBe(503)
    await nothingLeft(scene)
  })
})

/** Returns the file of a complete INSTREAM command; undefined while the command is incomplete. */
const streamed = (bytes: Buffer): Buffer | undefined => {
  const command = 'zINSTREAM\0'
  if (bytes.length < command.length) return undefined
  if (bytes.subarray(0, command.length).toString() !== command) throw new Error('not the command')
  const parts: Buffer[] = []
  for (let at = command.length; at + 4 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    if (length === 0) return Buffer.concat(parts)
    if (at + 4 + length > bytes.length) return undefined
    parts.push(bytes.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}

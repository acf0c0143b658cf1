import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { addAgency, addPerson } from '@palermo/db/accounts/first-people.ts'
import { hashPassword } from '@palermo/db/accounts/passwords.ts'
import type { Queues } from '@palermo/shared/queues/contract.ts'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { freePort } from '../workers/free-port.ts'
import { aSmallDisk, type SmallDisk } from './small-disk.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const patience = { timeout: 120_000, interval: 100 }
const password = 'correct horse battery'
const noRoom = 'The database has no room left. Tell the operator of the server.'
/** The detail of the refusal when the entry of the access log could not be written. */
const noAccessLog = 'The access log cannot be written, so nothing is shown. Tell the operator of the server.'

let disk: SmallDisk
let system: ChildProcess
let output = ''
let address: string
/** Database URL of the superuser. */
let url: string
/** A connection that was opened before the disk was full. */
let owner: postgres.Sql
let caseworker: string
let administrator: string
/** Ids of the drafts that the API acknowledged. */
const acknowledged: string[] = []

beforeAll(async () => {
  disk = await aSmallDisk(400)
  const port = await freePort()
  address = `http://127.0.0.1:${port}`
  const data = path.join(disk.folder, 'data')
  const [file = '', ...args] = [...disk.within, process.execPath, 'scripts/run.mjs', 'scripts/start.ts']
  system = spawn(file, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATABASE_URL: '',
      PALERMO_DATA: data,
      PALERMO_DEMO: '0',
      PALERMO_DOCUMENTS_RESERVE: '1000000',
      PORT: String(port),
    },
  })
  for (const stream of [system.stdout, system.stderr]) stream?.on('data', (text) => (output += text))
  await vi.waitFor(() => expect(output).toContain('Ready.'), { ...patience, timeout: 300_000 })
  const starter = fileURLToPath(new URL('address.ts', import.meta.url))
  url = (await disk.run(process.execPath, '--import', 'tsx', starter, data)).trim()
  owner = postgres(url, { max: 1, onnotice: () => {} })
  await owner`select 1`
  await addPeople()
  caseworker = await signIn('caseworker@small.test')
  administrator = await signIn('administrator@small.test')
}, 400_000)

afterAll(async () => {
  await owner?.end({ timeout: 1 })
  await disk?.free()
  if (system && system.exitCode === null) {
    const ended = once(system, 'close')
    system.kill('SIGTERM')
    await ended
  }
  await disk?.end()
})

const addPeople = async () => {
  const hash = await hashPassword(password)
  for (const [sector, role] of [
    ['ngo', 'caseworker'],
    ['secretariat', 'administrator'],
  ] as const) {
    const agencyId = await addAgency(owner, { name: sector, sector, zone: 'UTC' })
    await addPerson(owner, {
      agencyId,
      name: 'Somebody',
      email: `${role}@small.test`,
      function: role,
      password: { hash },
      zone: 'UTC',
    })
  }
}

type Asked = { status: number; retryAfter: string | null; body: { id?: string; detail?: string; type?: string } }

const ask = async (method: string, url: string, token?: string, body?: object | FormData) => {
  const headers = new Headers({ 'idempotency-key': crypto.randomUUID() })
  if (token) headers.set('authorization', `Bearer ${token}`)
  if (body && !(body instanceof FormData)) headers.set('content-type', 'application/json')
  const sent = body instanceof FormData ? body : body && JSON.stringify(body)
  const reply = await fetch(`${address}${url}`, { method, headers, ...(sent && { body: sent }) })
  const isJson = reply.headers.get('content-type')?.includes('json')
  const told: Asked = {
    status: reply.status,
    retryAfter: reply.headers.get('retry-after'),
    body: isJson ? ((await reply.json()) as Asked['body']) : {},
  }
  return told
}

const signIn = async (email: string) => {
  const { status, body } = await ask('POST', '/api/sign-in', undefined, { email, password })
  expect(status).toBe(200)
  return (body as { accessToken: string }).accessToken
}

const draft = async () => {
  const answers = {}
  const body = { kind: 'lead', formId: 'intake-short', formVersion: 1, answers }
  const told = await ask('POST', '/api/referrals', caseworker, body)
  if (told.status === 201) acknowledged.push(told.body.id ?? '')
  return told
}

const file = () => {
  const form = new FormData()
  const caseId = crypto.randomUUID()
  form.append('document', JSON.stringify({ caseId, kind: 'other', compartment: 'C1', title: 'A file' }))
  form.append('file', new Blob([new Uint8Array(1_000)]), 'file.png')
  return form
}

/** Sends twelve requests of ordinary work at once: reads, writes, a sign-in, a file, and checks of the process. */
const twelve = async (): Promise<Record<string, Asked>> => {
  const asked = {
    health: ask('GET', '/api/health'),
    page: ask('GET', '/'),
    ready: ask('GET', '/api/ready'),
    signIn: ask('POST', '/api/sign-in', undefined, { email: 'caseworker@small.test', password }),
    me: ask('GET', '/api/me', caseworker),
    work: ask('GET', '/api/work-items?side=owes', caseworker),
    cases: ask('GET', '/api/cases', caseworker),
    inbox: ask('GET', '/api/referrals?box=inbox', caseworker),
    notices: ask('GET', '/api/notices', caseworker),
    queues: ask('GET', '/api/queues', administrator),
    draft: draft(),
    file: ask('POST', '/api/documents', caseworker, file()),
  }
  const told = await Promise.all(Object.entries(asked).map(async ([name, reply]) => [name, await reply] as const))
  return Object.fromEntries(told)
}

/** Expects each refusal to be a 503 with a time to try again, and not a 500 or a missing reply. */
const refusedInOrder = (told: Record<string, Asked>, names: readonly string[]) => {
  for (const name of names) {
    expect(told[name]?.status, name).toBe(503)
    expect(told[name]?.retryAfter, name).toMatch(/^\d+$/)
    expect(told[name]?.body.type, name).toBe('/problems/unavailable')
  }
}

const ofTheDatabase = ['signIn', 'me', 'work', 'cases', 'inbox', 'notices', 'queues', 'draft'] as const
const ready = () => vi.waitFor(async () => expect((await ask('GET', '/api/ready')).status).toBe(200), patience)
/** Acknowledged drafts that the database does not have. */
const lost = async () => {
  const anew = postgres(url, { max: 1 })
  const kept = await anew<{ id: string }[]>`select id from app.referrals where id in ${anew(acknowledged)}`
  await anew.end()
  return acknowledged.filter((id) => !kept.some((row) => row.id === id))
}

describe('a disk that is full', { timeout: 300_000 }, () => {
  test('refuses what finds no room in words, and a file with 507', async () => {
    expect((await draft()).status).toBe(201)
    await disk.fill()
    let refused: Asked | undefined
    // Drafts succeed until the space is used up that the database reserved before.
    for (let tries = 0; tries < 5_000 && !refused; tries++) {
      const told = await draft()
      if (told.status !== 201) refused = told
    }
    expect(refused).toMatchObject({ status: 503, retryAfter: '5', body: { detail: noRoom } })
    const told = await twelve()
    expect(told.health?.status).toBe(200)
    expect(told.page?.status).toBe(200)
    expect([503, 507]).toContain(told.file?.status)
    for (const [name, { status, body }] of Object.entries(told)) {
      if (status === 503 && name !== 'ready') expect([noRoom, noAccessLog], name).toContain(body.detail)
      else if (name !== 'ready' && name !== 'file') expect(status, name).toBe(name === 'draft' ? 201 : 200)
    }
  })

  test('of which not even the log of the database finds room ends no request in silence, and health names the cause', async () => {
    await disk.fill()
    // Each call begins another segment of the write-ahead log; when none can be created, PostgreSQL stops.
    const ended = async () => {
      for (;;) await owner`select pg_switch_wal(), pg_logical_emit_message(false, 'test', repeat('x', 100))`
    }
    await expect(ended()).rejects.toThrow()
    await vi.waitFor(() => expect(output).toContain(`the disk of ${path.join(disk.folder, 'data')} is full`), patience)
    const told = await twelve()
    expect(told.health).toMatchObject({ status: 200 })
    expect(told.page).toMatchObject({ status: 200 })
    expect(told.ready).toMatchObject({ status: 503, body: { waitsFor: 'room on the disk' } })
    refusedInOrder(told, [...ofTheDatabase, 'file'])
  })

  test('goes on by itself once there is room, with every draft that was acknowledged', async () => {
    await disk.free()
    await ready()
    const told = await twelve()
    for (const name of [...ofTheDatabase, 'health', 'page', 'ready'])
      expect(told[name]?.status, name).toBe(name === 'draft' ? 201 : 200)
    expect(acknowledged.length).toBeGreaterThan(1)
    expect(await lost()).toEqual([])
    // Neither the API nor the worker was restarted.
    expect(output.match(/api runs as process/g)).toHaveLength(1)
    expect(output.match(/worker runs as process/g)).toHaveLength(1)
    const queues = (await ask('GET', '/api/queues', administrator)).body as Queues
    expect(queues.alarms.map(({ name }) => name)).toContain('database-full')
  })
})

test('a log on a disk that was full keeps each later line apart from the broken one', async () => {
  const small = await aSmallDisk(1)
  try {
    const script = fileURLToPath(new URL('log-on-full-disk.ts', import.meta.url))
    const lines = await small.run(process.execPath, '--import', 'tsx', script, small.folder)
    expect(JSON.parse(lines)).toEqual([expect.stringMatching(/^x+$/), 'after'])
  } finally {
    await small.end()
  }
})

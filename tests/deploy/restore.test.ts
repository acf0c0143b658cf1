import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { proveLedgers } from '@palermo/db/proofs.ts'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { aSignInProcess } from '../accounts/sign-in-process.ts'
import { freePort } from '../workers/free-port.ts'
import { signIn } from './load.ts'
import { apiEnvironment, aSite, packed, prepare, root, type Site, signInSocket, systemPostgres } from './site.ts'

// Backs a site up, deletes the site completely, and restores it on another server from the backup alone.

const run = promisify(execFile)
const tools = path.dirname(process.env.PALERMO_INITDB ?? '/usr/bin/initdb')
const script = (name: 'backup' | 'restore', folder: string, env: Record<string, string>) =>
  run(path.join(root, 'deploy', `${name}.sh`), [folder], {
    env: { ...process.env, PATH: `${tools}:${process.env.PATH}`, ...env },
  })

let site: Site
let kept: string
let other: Awaited<ReturnType<typeof systemPostgres>>
const answers = { 'known-as': 'Somebody who must not be lost' }
let id: string

const draftAt = async (address: string) => {
  const token = await signIn({ address }, 'officer@site.test')
  const reply = await fetch(`${address}/api/referrals/${id}/draft`, { headers: { authorization: `Bearer ${token}` } })
  return { status: reply.status, body: (await reply.json()) as { answers?: object } }
}

beforeAll(async () => {
  site = await aSite()
  const token = await signIn(site, site.people.officer)
  const reply = await fetch(`${site.address}/api/referrals`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({ kind: 'lead', formId: 'intake-short', formVersion: 1, answers }),
  })
  const made = (await reply.json()) as { id?: string }
  expect(made).toMatchObject({ status: 'draft' })
  id = made.id ?? ''
  kept = path.join(site.folder, '..', `kept-${path.basename(site.folder)}`)
  await script('backup', kept, { DATABASE_URL: site.url, PALERMO_DATA: path.join(site.folder, 'house') })
  await site.end()
  other = await systemPostgres()
}, 180_000)
afterAll(async () => {
  await other.server.stop()
  rmSync(other.folder, { recursive: true, force: true })
  rmSync(kept, { recursive: true, force: true })
})

const anApi = async (house: string) => {
  const port = await freePort()
  const signInProcess = await aSignInProcess(other.server.url, signInSocket(path.dirname(house)), {}, [
    (await packed())['sign-in'],
  ])
  const child = spawn(process.execPath, [(await packed()).api], {
    cwd: root,
    stdio: 'ignore',
    env: {
      ...process.env,
      ...apiEnvironment(other.server.url, port, path.dirname(house)),
      PALERMO_DATA: house,
      PALERMO_DRAIN: '0',
    },
  })
  const address = `http://127.0.0.1:${port}`
  await vi.waitFor(async () => expect((await fetch(`${address}/api/ready`)).status).toBe(200), { timeout: 60_000 })
  const end = async () => {
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await Promise.all([gone, signInProcess.kill()])
  }
  return { address, end }
}

test('what was kept brings back every row and every word on another server', async () => {
  const house = path.join(other.folder, 'house')
  await script('restore', kept, { DATABASE_URL: other.server.url, PALERMO_DATA: house })
  expect((await prepare(other.server.url)).stdout).toBe('The database is up to date.\n')
  const owner = postgres(other.server.url, { max: 1, onnotice: () => {} })
  expect((await proveLedgers(owner)).filter(({ broken }) => broken > 0)).toEqual([])
  await owner.end()
  const api = await anApi(house)
  expect(await draftAt(api.address)).toMatchObject({ status: 200, body: { answers } })
  await api.end()
}, 120_000)

test('without the keys the rows are there and the words are not', async () => {
  const empty = path.join(other.folder, 'without')
  mkdirSync(empty)
  const api = await anApi(empty)
  const { status, body } = await draftAt(api.address)
  expect(status).toBe(500)
  expect(JSON.stringify(body)).not.toContain(answers['known-as'])
  await api.end()
}, 120_000)

test('a server that has the roles already takes the backup too, in another database, and no temporary file stays behind', async () => {
  const admin = postgres(other.server.url, { max: 1, onnotice: () => {} })
  await admin`create database second`
  const [roles] = await admin<{ n: number }[]>`select count(*)::int as n from pg_roles where rolname like 'palermo%'`
  expect(roles?.n).toBeGreaterThan(5)
  await admin.end()
  const url = new URL(other.server.url)
  url.pathname = '/second'
  const temporary = path.join(other.folder, 'temporary')
  mkdirSync(temporary)
  await script('restore', kept, {
    DATABASE_URL: url.href,
    PALERMO_DATA: path.join(other.folder, 'second-house'),
    TMPDIR: temporary,
  })
  expect((await prepare(url.href)).stdout).toBe('The database is up to date.\n')
  const owner = postgres(url.href, { max: 1, onnotice: () => {} })
  expect(await owner`select id from app.referrals where id = ${id}`).toHaveLength(1)
  await owner.end()
  expect(readdirSync(temporary)).toEqual([])
}, 120_000)

test('what holds something already is not written over', async () => {
  const house = path.join(other.folder, 'again')
  const again = script('restore', kept, { DATABASE_URL: other.server.url, PALERMO_DATA: house })
  await expect(again).rejects.toThrow('The database is not empty.')
})

test('a damaged backup is found out before anything is written', async () => {
  const dump = path.join(kept, 'database.dump')
  const bytes = readFileSync(dump)
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
  writeFileSync(dump, bytes)
  const damaged = script('restore', kept, {
    DATABASE_URL: other.server.url,
    PALERMO_DATA: path.join(other.folder, 'third'),
  })
  await expect(damaged).rejects.toThrow('checksum did NOT match')
})

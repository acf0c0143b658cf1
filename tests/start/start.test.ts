import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { majorsIn, settle } from '@palermo/db/embedded/place.ts'
import { isAlive } from '@palermo/db/embedded/postmaster.ts'
import { endAbandoned } from '@palermo/db/embedded.ts'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { freePort } from '../workers/free-port.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const patience = { timeout: 120_000, interval: 50 }

/** A process of `npm start`, started without npm. */
type System = { child: ChildProcess; output: () => string }

let folder: string
let port: number
let system: System

/** The time at which the web app that a start of this checkout serves was built; undefined if there was no start. */
const servedSince = async () => (await stat(path.join(root, 'web', 'dist', 'site')).catch(() => undefined))?.ctimeMs
let before: number | undefined

beforeAll(async () => {
  before = await servedSince()
  folder = await mkdtemp(path.join(tmpdir(), 'palermo-start-'))
  await chmod(folder, 0o711)
  port = await freePort()
})

afterAll(async () => {
  if (system.child.exitCode === null) system.child.kill('SIGTERM')
  await vi.waitFor(() => expect(isAlive(system.child.pid ?? 0)).toBe(false), patience)
  await endAbandoned(folder)
  await rm(folder, { recursive: true, force: true })
})

function start(env: Record<string, string> = {}): System {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'scripts/start.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: '', PALERMO_DATA: folder, PALERMO_DEMO: '0', PORT: String(port), ...env },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk))
  return { child, output: () => text }
}

async function endOf({ child, output }: System): Promise<{ code: number | null; output: string }> {
  if (child.exitCode === null) await once(child, 'close')
  return { code: child.exitCode, output: output() }
}

/** Signs in without an account: the sign-in process replies if it runs. */
const signIn = () =>
  fetch(`http://127.0.0.1:${port}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'nobody@example.test', password: 'not the password' }),
  })
const isReady = async () => (await fetch(`http://127.0.0.1:${port}/api/ready`).catch(() => undefined))?.ok ?? false
const untilReady = () => vi.waitFor(async () => expect(await isReady()).toBe(true), patience)
const untilStarted = () => vi.waitFor(() => expect(system.output()).toContain('Ready.'), patience)
const count = (name: string) => [...system.output().matchAll(new RegExp(`${name} runs as process`, 'g'))].length

/** The process id that the system printed last for this process. */
const processOf = (name: string) =>
  Number([...system.output().matchAll(new RegExp(`${name} runs as process (\\d+)`, 'g'))].at(-1)?.[1])
const supervisor = async () =>
  (JSON.parse(await readFile(path.join(folder, 'running.json'), 'utf8')) as { pid: number }).pid
const server = async () => {
  const { folder: real } = await settle(folder)
  const [major] = await majorsIn(real)
  return Number((await readFile(path.join(real, `pg${major}`, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0])
}

describe('npm start', { timeout: 300_000 }, () => {
  test('refuses to show the demonstration beyond this machine', async () => {
    const { code, output } = await endOf(start({ PALERMO_DEMO: '1', HOST: '0.0.0.0' }))

    expect(code).toBe(1)
    expect(output).toContain('listens on this machine only')
  })

  test('brings everything up and prints where it is', async () => {
    system = start()
    await untilStarted()

    expect(await isReady()).toBe(true)
    expect(system.output()).toContain(`http://localhost:${port}\n`)
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
    // An old address of the API is redirected, although the web app answers every address that the API does not know.
    const renamed = await fetch(`http://127.0.0.1:${port}/api/desk?side=owes`, { redirect: 'manual' })
    expect([renamed.status, renamed.headers.get('location')]).toEqual([308, '/api/work-items?side=owes'])
    expect(await servedSince(), 'what a start serves, while tests run in its checkout').toBe(before)
  })

  test('says where the first one runs when it is started twice', async () => {
    const { code, output } = await endOf(start())

    expect(code).toBe(1)
    expect(output).toContain(`It already runs here: http://localhost:${port}`)
  })

  test.each(['api', 'worker', 'sign-in'])('starts the %s again when it is killed', async (name) => {
    const before = count(name)

    process.kill(processOf(name), 'SIGKILL')

    await vi.waitFor(() => expect(count(name)).toBe(before + 1), patience)
    await untilReady()
  })

  test('gives each part its own logins and no other, and nobody the migration login', async () => {
    const environment = async (part: string) => readFile(`/proc/${processOf(part)}/environ`, 'utf8')
    const loginsOf = async (part: string) =>
      [...(await environment(part)).matchAll(/palermo_(\w+):|postgres:\/\/(postgres):/g)].map(
        ([, role, owner]) => role ?? owner,
      )
    expect(await loginsOf('sign-in')).toEqual(['keys'])
    expect(await loginsOf('api')).toEqual(['api'])
    expect(await loginsOf('worker')).toEqual(['worker', 'queue'])
    // Only processes of the same account can reach the sign-in process, and no port leads to it.
    expect((await stat(path.join(folder, 'run', 'sign-in.sock'))).mode & 0o777).toBe(0o600)
    expect((await stat(path.join(folder, 'run'))).mode & 0o777).toBe(0o700)
  })

  test.each(['sign-in', 'worker', 'api'])(
    'starts the %s again at once when it dies five times in a row',
    async (name) => {
      for (let times = 0; times < 5; times += 1) {
        const before = count(name)
        process.kill(processOf(name), 'SIGKILL')
        await vi.waitFor(() => expect(count(name)).toBe(before + 1), patience)
        await untilReady()
      }
      expect((await signIn()).status).toBe(401)
      expect((await fetch(`http://localhost:${port}/api/health`)).status).toBe(200)
    },
  )

  test('waits longer and longer where a part ends again and again', async () => {
    const ends = [1, 5, 6, 7, 8, 9, 10, 30]
    const code = `import { pauseAfter } from './scripts/part.ts'; console.log(JSON.stringify(${JSON.stringify(ends)}.map(pauseAfter)))`
    const run = promisify(execFile)
    const { stdout } = await run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
      cwd: root,
    })
    expect(JSON.parse(stdout)).toEqual([0, 0, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000])
  })

  test('starts PostgreSQL again when it is killed', async () => {
    const killed = await server()

    process.kill(killed, 'SIGKILL')

    await vi.waitFor(async () => expect(await server()).not.toBe(killed), patience)
    await untilReady()
  })

  test('leaves no API and no worker behind when it is killed itself, and comes back on the same data', async () => {
    const parts = [processOf('api'), processOf('worker'), processOf('sign-in')]
    const database = await server()

    process.kill(await supervisor(), 'SIGKILL')

    // Starts again at once, while the processes of the killed start may still hold the port.
    system = start()
    await vi.waitFor(() => expect(parts.filter(isAlive)).toEqual([]), patience)
    await untilStarted()
    expect(await server()).toBe(database)
    expect(system.output()).not.toContain('Applied')
  })

  test('ends everything on Ctrl-C, the database last', async () => {
    const all = [processOf('api'), processOf('worker'), await server(), await supervisor()]

    system.child.kill('SIGINT')

    expect((await endOf(system)).code).toBe(0)
    await vi.waitFor(() => expect(all.filter(isAlive)).toEqual([]), patience)
  })
})

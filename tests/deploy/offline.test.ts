import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, chmod, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { endAbandoned } from '@palermo/db/embedded.ts'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freePort } from '../workers/free-port.ts'
import { root } from './site.ts'

// Simulates a machine without a network: PATH contains only `sh`, `dirname` and `sha256sum`, and the settings for
// proxies and the registry name a closed port.

const run = promisify(execFile)
let folder: string
let house: string
let env: NodeJS.ProcessEnv
let system: ChildProcess | undefined

const findOnPath = async (programme: string) => (await run('sh', ['-c', `command -v ${programme}`])).stdout.trim()

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'palermo-offline-'))
  await chmod(folder, 0o711)
  const archive = path.join(folder, 'bundle.tar.gz')
  const made = await run(process.execPath, ['scripts/run.mjs', 'scripts/offline.ts', archive], { cwd: root })
  expect(made.stdout.trim().split('\n').at(-1)).toBe(archive)
  await run('tar', ['--extract', '--gzip', '--file', archive, '--directory', folder])
  const { version } = (await import('../../package.json', { with: { type: 'json' } })).default
  house = path.join(folder, `palermo-${version}-${process.platform}-${process.arch}`)
  for (const programme of ['sh', 'dirname', 'sha256sum'])
    await symlink(await findOnPath(programme), path.join(folder, programme))
  const nowhere = 'http://127.0.0.1:9'
  env = { PATH: folder, HOME: folder, HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, npm_config_registry: nowhere }
}, 180_000)

afterAll(async () => {
  system?.kill('SIGKILL')
  await endAbandoned(path.join(folder, 'data'))
  await rm(folder, { recursive: true, force: true })
})

const palermo = (...words: string[]) => run(path.join(house, 'palermo'), words, { cwd: house, env })

test('the archive alone brings up the whole system, and the administrator signs in', async () => {
  const port = await freePort()
  const settings = { PALERMO_DEMO: '0', PALERMO_DATA: path.join(folder, 'data'), PORT: String(port) }
  system = spawn(path.join(house, 'palermo'), ['start'], {
    cwd: house,
    env: { ...env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [system.stdout, system.stderr]) stream?.on('data', (text) => (output += text))
  await vi.waitFor(() => expect(output).toContain('Ready.'), { timeout: 90_000, interval: 50 })
  const page = await fetch(`http://127.0.0.1:${port}/`)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  const [, email, password] = /(\S+@\S+)[\s\S]*?password\S* (\S+)/i.exec(output) ?? []
  const signedIn = await fetch(`http://127.0.0.1:${port}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  expect(signedIn.status, output).toBe(200)
  const ended = once(system, 'exit')
  system.kill('SIGINT')
  expect((await ended)[0]).toBe(0)
}, 120_000)

test('it packs its processes for a site of several, and says how its commands are called there', async () => {
  expect((await palermo('build')).stdout).toMatch(/^api: .*api\.mjs$/m)
  expect((await palermo()).stdout).toContain('./palermo admin create --email')
}, 60_000)

test('a file that is not as it was packed is named', async () => {
  expect((await palermo('verify')).stdout).toBe('')
  await appendFile(path.join(house, 'deploy', 'Caddyfile'), '\n')
  await expect(palermo('verify')).rejects.toMatchObject({ stdout: expect.stringContaining('deploy/Caddyfile: FAILED') })
}, 60_000)

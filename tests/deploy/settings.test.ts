import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { readSettings as readApiSettings } from '@palermo/server/settings.ts'
import { readSettings as readWorkerSettings } from '@palermo/workers/settings.ts'
import { expect, test } from 'vitest'
import { atTerminal } from '../terminal.ts'
import { root } from './site.ts'

// The settings that the code reads, those that docs/operations.md explains and those that docker-compose.yml passes on
// must be the same.

const run = promisify(execFile)
const compose = process.env.PALERMO_COMPOSE ?? 'docker-compose'

/** The names in the first column of the table of variables in docs/operations.md. */
const documented = (): string[] =>
  readFileSync(path.join(root, 'docs/operations.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| `[A-Z]/.test(line))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name))

/**
 * Settings that docker-compose.yml does not pass on, because they follow from the containers or the image; each with
 * the reason.
 */
const fixedByCompose: Record<string, string> = {
  HOST: 'every address of the container',
  PORT: 'the proxy asks there',
  PALERMO_DATA: 'the volumes stand there; set in the image',
  PALERMO_OUTBOUND_KEYS: 'a volume stands at the default',
  PALERMO_INSPECTOR: 'packed into the image at the default',
  PALERMO_SIGN_IN: 'a volume that API and sign-in share',
  PALERMO_DEMO: 'a site is never the demo',
  PALERMO_SECURE: 'the proxy speaks https',
  PALERMO_URL: 'made of PALERMO_HOST',
  TRUST_PROXY: 'the network of the proxy',
  ADMIN_HOST: 'inside the container',
  ADMIN_PORT: 'inside the container',
}

type Services = Record<string, { environment?: Record<string, string | null> }>

/**
 * The services that Docker Compose reads from docker-compose.yml, with an `.env` of what `palermo deploy env` prints
 * and these further variables.
 */
const composed = async (more: Record<string, string>): Promise<Services> => {
  const made = await atTerminal(['deploy', 'env', '--host', 'palermo.example.org', '--admin', 'admin@example.org'], {})
  const folder = mkdtempSync(path.join(tmpdir(), 'palermo-compose-'))
  const file = path.join(folder, '.env')
  writeFileSync(file, [...made.said, ...Object.entries(more).map(([name, value]) => `${name}=${value}`), ''].join('\n'))
  const args = ['--env-file', file, '-f', path.join(root, 'docker-compose.yml'), '--profile', 'by-hand']
  const { stdout } = await run(compose, [...args, 'config', '--format', 'json'])
  rmSync(folder, { recursive: true, force: true })
  return (JSON.parse(stdout) as { services: Services }).services
}

test('docker-compose.yml passes on every setting that docs/operations.md explains', async () => {
  const names = documented()
  expect(names.length).toBeGreaterThan(35)
  const marked = Object.fromEntries(names.map((name) => [name, `value-of-${name.toLowerCase()}`]))
  const services = await composed(marked)
  const passedOn = (name: string) =>
    Object.values(services).some(({ environment }) => environment?.[name] === marked[name])
  expect(names.filter((name) => !passedOn(name) && !(name in fixedByCompose))).toEqual([])
  // The exceptions must be settings that are not passed on; any other must be removed from the list.
  expect(Object.keys(fixedByCompose).filter((name) => !names.includes(name) || passedOn(name))).toEqual([])
})

test('what .env leaves out reaches the processes as if it were not there', async () => {
  const services = await composed({})
  const api = readApiSettings({ ...services['api-a']?.environment, PALERMO_DATA: tmpdir() } as never)
  expect(api.documents).toMatchObject({
    reserve: 2_000_000_000,
    quota: { perCompartment: 2_000_000_000, perPersonADay: 1_000_000_000 },
    scanner: undefined,
  })
  expect(api.poolSize).toBeGreaterThan(1)
  const worker = readWorkerSettings({ ...services['worker-a']?.environment } as never)
  expect(worker).toMatchObject({
    mail: { smtpUrl: undefined, from: 'Palermo <palermo@localhost>' },
    texts: { gateway: undefined, caps: { perPerson: 10, perDay: 500 } },
    keep: { messages: 30, sessions: 90 },
  })
})

/** Variables of tests, of builds and of npm, which a site never sets. */
const notOfASite =
  /^(PALERMO_(BUILDS|TEST_\w+|SEED|WEB|CALLED_AS)|INIT_CWD|PATH|CI|NODE_ENV|LD_PRELOAD|FAKETIME\w*|npm_\w+)$/

test('every variable that the code reads is explained in docs/operations.md', () => {
  const folders = ['server/src', 'workers/src', 'db/src', 'shared/src', 'scripts']
  const texts = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|mjs)$/.test(file) && !/(^|[/\\])(dist|node_modules)[/\\]/.test(file))
      .map((file) => readFileSync(path.join(root, folder, file), 'utf8')),
  )
  const read = texts.flatMap((text) =>
    [...text.matchAll(/\benv(?:ironment)?\.([A-Z][A-Z_]+)\b|\benv, '([A-Z][A-Z_]+)'/g)].map(
      ([, dotted, named]) => dotted ?? named ?? '',
    ),
  )
  // Words without an underscore are left out, because they name a login and not a variable, such as `API` in
  // DATABASE_API_URL.
  const names = [...new Set(read)].filter((name) => name.includes('_') || ['HOST', 'PORT'].includes(name))
  expect(names.length).toBeGreaterThan(35)
  const known = documented()
  expect(names.filter((name) => !known.includes(name) && !notOfASite.test(name)).sort()).toEqual([])
})

test.each([
  ['PALERMO_POOL', 'many'],
  ['PALERMO_POOL', '0'],
  ['PALERMO_DRAIN', '-1'],
  ['PALERMO_FILES_PER_WALL', '2 GB'],
  ['PALERMO_DOCUMENTS_RESERVE', '1e9'],
  ['PORT', '70000'],
])('the API refuses to start with %s=%s, and names the variable', (name, value) => {
  const env = { DATABASE_URL: 'postgres://one:two@localhost/three', PALERMO_DATA: tmpdir(), [name]: value }
  expect(() => readApiSettings(env)).toThrow(new RegExp(`^${name} must be`))
})

test.each([
  ['SMS_PER_DAY', 'some'],
  ['MAIL_PER_SECOND', '0'],
  ['SMS_PER_SECOND', '-1'],
  ['PALERMO_KEEP_MESSAGES', '0'],
])('the worker refuses to start with %s=%s, and names the variable', (name, value) => {
  const env = { DATABASE_URL: 'postgres://one:two@localhost/three', PALERMO_DATA: tmpdir(), [name]: value }
  expect(() => readWorkerSettings(env)).toThrow(new RegExp(`^${name} must be`))
})

import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import dockerignore from '@balena/dockerignore'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from './site.ts'

// Computes the files that `docker build` would send from the rules of .dockerignore, read as Docker reads them (moby's
// patternmatcher); no container is started.

/** Files in a checkout that runs a site which must never be in the image. */
const secrets = [
  '.env',
  '.env.production',
  'server/.env',
  'backups/2026-01-31T03-00-00Z/database.dump',
  'backups/2026-01-31T03-00-00Z/files.tar',
  '.data/keys/tokens.key',
  'db/.data/keys/1.key',
  'palermo.dump',
  'notes-of-the-administrator.txt',
  'id_ed25519',
]

let checkout: string
let context: string

beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'palermo-image-'))
  checkout = path.join(folder, 'checkout')
  context = path.join(folder, 'context')
  const { stdout } = await promisify(execFile)('git', ['ls-files', '-z'], { cwd: root, maxBuffer: 32 * 1024 * 1024 })
  for (const file of stdout.split('\0').filter((name) => name !== '' && existsSync(path.join(root, name))))
    cpSync(path.join(root, file), path.join(checkout, file))
  for (const file of secrets) {
    mkdirSync(path.dirname(path.join(checkout, file)), { recursive: true })
    writeFileSync(path.join(checkout, file), 'a secret of the site')
  }
  const rules = dockerignore
    .default({ ignorecase: false })
    .add(readFileSync(path.join(checkout, '.dockerignore'), 'utf8'))
  for (const file of filesIn(checkout)) {
    if (rules.ignores(file)) continue
    cpSync(path.join(checkout, file), path.join(context, file))
  }
}, 120_000)
afterAll(() => rmSync(path.dirname(checkout), { recursive: true, force: true }))

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))

test('no password, backup or key of a checkout gets into the image, nor anything else that is not named', () => {
  const sent = filesIn(context)
  expect(sent.filter((file) => secrets.includes(file))).toEqual([])
  const top = new Set(sent.map((file) => file.split(path.sep)[0]))
  expect([...top].sort()).toEqual(
    [
      ...['.npmrc', 'package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'tsconfig.base.json'],
      ...['db', 'scripts', 'server', 'shared', 'tests', 'web', 'workers'],
    ].sort(),
  )
  expect(sent.filter((file) => file.startsWith('tests'))).toEqual(['tests/package.json'])
})

test('git does not offer the secrets of a site for a commit', async () => {
  await promisify(execFile)('git', ['init', '--quiet'], { cwd: checkout })
  const ignored = [
    '.env',
    '.env.production',
    'server/.env',
    'backups/2026-01-31T03-00-00Z/files.tar',
    '.data/keys/tokens.key',
  ]
  const { stdout } = await promisify(execFile)('git', ['check-ignore', ...ignored], { cwd: checkout })
  expect(stdout.trimEnd().split('\n')).toEqual(ignored)
})

test('what gets into the image is all that its build needs', async () => {
  // Replaces the installation of dependencies that the Dockerfile makes from the lockfile.
  for (const folder of ['.', 'db', 'server', 'shared', 'web', 'workers'])
    symlinkSync(path.join(root, folder, 'node_modules'), path.join(context, folder, 'node_modules'))
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], {
    cwd: context,
    env: { ...process.env, PALERMO_BUILDS: '' },
  })
  for (const name of ['api', 'worker', 'inspector', 'prepare', 'palermo']) expect(stdout).toContain(`${name}: `)
  expect(existsSync(path.join(context, 'web/dist/site/index.html'))).toBe(true)
}, 180_000)

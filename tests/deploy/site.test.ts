import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { shippedFolders } from '@palermo/db/migrate/files.ts'
import { migrate } from '@palermo/db/migrate.ts'
import { proveLedgers } from '@palermo/db/proofs.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { atTerminal } from '../terminal.ts'
import { signIn, type Told, whileWorking } from './load.ts'
import { aSite, root, type Site } from './site.ts'

let site: Site
let token: string

beforeAll(async () => {
  site = await aSite()
  token = await signIn(site, site.people.officer)
}, 120_000)
afterAll(() => site.end())

/**
 * Expects that every acknowledged draft exists, that none exists twice, and that all counters agree with their rows.
 */
const nothingLost = async ({ made }: Told) => {
  const ids = [...made.values()]
  expect(new Set(ids).size).toBe(ids.length)
  const kept = await site.owner<{ id: string }[]>`select id from app.referrals where id = any (${ids}::uuid[])`
  expect(kept.length).toBe(ids.length)
  const keys = await site.owner<{ n: number }[]>`
    select count(*)::int as n from app.idempotency where key = any (${[...made.keys()]}) group by key having count(*) > 1`
  expect(keys.length).toBe(0)
  expect((await proveLedgers(site.owner)).filter(({ broken }) => broken > 0)).toEqual([])
}

test('every process is exchanged for another, one after the other, and no request fails', async () => {
  const ends: (number | null)[] = []
  const told = await whileWorking(site, token, async () => {
    for (const name of ['api-a', 'api-b', 'worker-a', 'worker-b'] as const) ends.push(await site.restart(name))
  })
  expect(told.failed).toEqual([])
  expect(ends).toEqual([0, 0, 0, 0])
  expect(told.made.size).toBeGreaterThan(20)
  await nothingLost(told)
}, 180_000)

test('an API and a worker are killed under load: what was acknowledged is there, and whoever asks again gets it once', async () => {
  const told = await whileWorking(
    site,
    token,
    async () => {
      await Promise.all([site.kill('api-a'), site.kill('worker-a')])
      await Promise.all([site.start('api-a'), site.start('worker-a')])
      await site.kill('api-b')
      await site.start('api-b')
    },
    { again: true },
  )
  expect(told.made.size).toBeGreaterThan(20)
  await nothingLost(told)
}, 180_000)

test('a migration runs under load, and no request fails before, during or after', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'palermo-upgrade-'))
  cpSync(path.join(root, 'db/migrations'), folder, { recursive: true })
  writeFileSync(
    path.join(folder, '9999_upgrade.sql'),
    `set role palermo_definer;
     alter table app.referrals add column upgraded boolean not null default false;
     alter table app.work_items add column upgraded boolean not null default false;
     alter table app.cases add column upgraded text;
     create index referrals_upgraded on app.referrals (id) where upgraded;
     reset role;`,
  )
  const told = await whileWorking(site, token, async () => {
    const { migrations } = await migrate(site.url, () => {}, { ...shippedFolders, migrations: folder })
    expect(migrations).toEqual(['9999_upgrade.sql'])
    for (const name of ['api-a', 'api-b', 'worker-a', 'worker-b'] as const) await site.restart(name)
  })
  expect(told.failed).toEqual([])
  expect(told.made.size).toBeGreaterThan(20)
  await nothingLost(told)
  rmSync(folder, { recursive: true, force: true })
}, 180_000)

const compose = process.env.PALERMO_COMPOSE ?? 'docker-compose'
const run = promisify(execFile)

test('what `palermo deploy env` prints is all that docker-compose.yml needs, and no process but prepare has the migration login', async () => {
  const made = await atTerminal(['deploy', 'env', '--host', 'palermo.example.org', '--admin', 'admin@example.org'], {})
  expect(made.code).toBe(0)
  const folder = mkdtempSync(path.join(tmpdir(), 'palermo-compose-'))
  const file = path.join(folder, '.env')
  writeFileSync(file, `${made.said.join('\n')}\n`)
  const { stdout } = await run(compose, [
    '--env-file',
    file,
    '-f',
    path.join(root, 'docker-compose.yml'),
    'config',
    '--format',
    'json',
  ])
  rmSync(folder, { recursive: true, force: true })
  const { services } = JSON.parse(stdout) as { services: Record<string, { environment?: Record<string, string> }> }
  expect(Object.keys(services).sort()).toEqual(
    ['api-a', 'api-b', 'database', 'prepare', 'proxy', 'queue', 'sign-in', 'worker-a', 'worker-b'].sort(),
  )
  const secret = /^POSTGRES_PASSWORD=(.*)$/m.exec(made.said.join('\n'))?.[1] ?? ''
  expect(secret.length).toBeGreaterThan(20)
  const knowing = Object.entries(services).filter(([, { environment }]) =>
    JSON.stringify(environment ?? {}).includes(secret),
  )
  // Services that an operator starts manually are not included.
  expect(knowing.map(([name]) => name).sort()).toEqual(['database', 'prepare'])
  // Only the sign-in process has the login that opens sessions, and the sign-in process has no port.
  const opening = Object.entries(services).filter(([, one]) => JSON.stringify(one).includes('palermo_keys'))
  expect(opening.map(([name]) => name)).toEqual(['sign-in'])
  expect(JSON.stringify(services['sign-in'])).not.toMatch(/"ports"|"expose"/)
})

test('without its settings docker-compose.yml says what is missing', async () => {
  const config = run(compose, ['--env-file', '/dev/null', '-f', path.join(root, 'docker-compose.yml'), 'config', '-q'])
  await expect(config).rejects.toThrow(/run palermo deploy env first|required variable/)
})

test.each([
  [['--admin', 'a@example.org'], '--host is missing.'],
  [['--host', 'palermo.example.org; rm', '--admin', 'a@example.org'], '--host is the name of a machine.'],
  [['--host', 'palermo.example.org', '--admin', '$HOME'], '--admin is an e-mail address.'],
])('deploy env %j is refused', async (words, told) => {
  const { code, complained } = await atTerminal(['deploy', 'env', ...words], {})
  expect(code).toBe(2)
  expect(complained).toContain(told)
})

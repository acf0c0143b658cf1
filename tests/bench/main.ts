import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, openSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEmbedded } from '@palermo/db/embedded.ts'
import { migrate } from '@palermo/db/migrate.ts'
import { embeddedKeyring } from '@palermo/db/seal.ts'
import postgres from 'postgres'
import { load, openSessions, peoplePerAgency } from './load.ts'
import { type Figure, measure } from './measure.ts'
import { scenarios } from './scenarios.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = path.join(root, '.cache/bench')
const size = {
  referrals: Number(process.env.BENCH_REFERRALS ?? 100_000),
  cases: Number(process.env.BENCH_CASES ?? 30_000),
  agencies: 200,
}
const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const seconds = Number(process.env.BENCH_SECONDS ?? 2)
const ports = { api: 3901, bare: 3902 }

mkdirSync(folder, { recursive: true })
const say = (line: string) => process.stdout.write(`${line}\n`)
const server = await startEmbedded(path.join(folder, 'data'), say, { adopt: true })
const children: ChildProcess[] = []
try {
  const admin = postgres(server.url, { max: 1, onnotice: () => {} })
  const url = new URL(server.url)
  url.pathname = '/bench'
  await admin`drop database if exists bench with (force)`
  await admin`create database bench`
  await admin.end()
  await migrate(url.href)
  const owner = postgres(url.href, { max: 1, onnotice: () => {} })
  say(`loading ${size.referrals} referrals, ${size.cases} cases, ${size.agencies} agencies`)
  const began = performance.now()
  const data = path.join(folder, 'api')
  await load(owner, embeddedKeyring(path.join(data, 'keys')), size)
  await owner`create table bench_log (id bigint generated always as identity primary key, subject_id uuid, at timestamptz)`
  say(`loaded in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  const people = Array.from({ length: size.agencies }, (_, agency) => agency * peoplePerAgency + 1)
  const secrets = await openSessions(owner, people)
  await owner.end()

  const part = (entry: string, env: Record<string, string>) => {
    const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, entry)], {
      env: { ...process.env, ...env },
      stdio: ['ignore', openSync(path.join(folder, `${path.basename(path.dirname(entry))}.log`), 'w'), 'inherit'],
    })
    children.push(child)
  }
  part('server/src/main.ts', {
    DATABASE_URL: url.href,
    PORT: String(ports.api),
    PALERMO_DATA: data,
    PALERMO_DEMO: '1',
    PALERMO_WEB: '/nowhere',
  })
  part('tests/bench/bare.ts', { BENCH_DATABASE_URL: url.href, PORT: String(ports.bare) })
  const figures: Figure[] = await measure(scenarios(size, secrets, data), { ports, rounds, seconds, say })
  say('')
  say('|  | bare /s | Palermo /s | ratio | lowest–highest | p50 ms | p99 ms | bare p99 |')
  say('|---|---|---|---|---|---|---|---|')
  for (const f of figures) {
    say(
      `| ${f.name} | ${f.bare} | ${f.ours} | **${f.ratio.toFixed(2)}** | ${f.lowest.toFixed(2)}–${f.highest.toFixed(2)} | ${f.p50.toFixed(1)} | ${f.p99.toFixed(1)} | ${f.bareP99.toFixed(1)} |`,
    )
  }
} finally {
  for (const child of children) child.kill('SIGTERM')
  await server.stop()
}

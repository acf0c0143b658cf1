import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { foundTaskForce } from '@palermo/db/found.ts'
import { load } from '@palermo/db/load/load.ts'
import { nth, type Size } from '@palermo/db/load/numbering.ts'
import { migrate } from '@palermo/db/migrate.ts'
import { proveLedgers } from '@palermo/db/proofs.ts'
import type { Keyring } from '@palermo/db/seal.ts'
import postgres from 'postgres'

interface Options {
  root: string
  /** Connection address of the PostgreSQL server, with a login that may create databases. */
  serverUrl: string
  ring: Keyring
  log: (line: string) => void
}

export interface Loaded {
  /** Connection address of a database that the benchmark may change. */
  url: string
  /** Seconds that the load took; undefined if the database was left over from an earlier run. */
  seconds: number | undefined
}

/**
 * Returns a checked database of this size. The database is filled once and reused by later runs while migrations and
 * loader stay the same; each run measures a copy.
 */
export const loadedDatabase = async ({ root, serverUrl, ring, log }: Options, size: Size): Promise<Loaded> => {
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} })
  const kept = `loaded_${size.referrals}_${size.cases}_${size.agencies}_${digestOf(root)}`
  try {
    const [known] = await admin`select from pg_database where datname = ${kept}`
    const seconds = known ? undefined : await fill(admin, kept, { serverUrl, ring, log }, size)
    await admin`drop database if exists bench with (force)`
    await admin`create database bench template ${admin(kept)} strategy file_copy`
    return { url: at(serverUrl, 'bench'), seconds }
  } finally {
    await admin.end()
  }
}

const fill = async (admin: postgres.Sql, kept: string, { serverUrl, ring, log }: Omit<Options, 'root'>, size: Size) => {
  // Drops the databases of this size from older migrations or
  // loaders, and one that an interrupted run left half filled.
  const old = await admin<{ datname: string }[]>`
    select datname from pg_database where starts_with(datname, ${`loaded_${size.referrals}_`}) or datname = 'filling'`
  for (const { datname } of old) await admin`drop database ${admin(datname)} with (force)`
  await admin`create database filling`
  const url = at(serverUrl, 'filling')
  await migrate(url)
  const owner = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await foundTaskForce(owner, { name: 'Bench', profile: 'int', zone: 'Asia/Manila', calendar: 'PH', demo: true })
    log(`loading ${size.referrals} referrals, ${size.cases} cases, ${size.agencies} agencies`)
    const began = performance.now()
    let tenths = 0
    await load(owner, ring, size, (share) => {
      if (share * 10 < tenths + 1) return
      tenths = Math.floor(share * 10)
      log(`${tenths * 10} %`)
    })
    const seconds = (performance.now() - began) / 1000
    log(`loaded in ${seconds.toFixed(1)} s`)
    const broken = (await proveLedgers(owner)).filter((proof) => proof.broken > 0)
    if (broken.length > 0)
      throw new Error(broken.map((proof) => `${proof.broken} rows against: ${proof.holds}`).join(' '))
    await owner`create table bench_log (id bigint generated always as identity primary key, subject_id uuid, at timestamptz)`
    await owner.end()
    await admin`alter database filling rename to ${admin(kept)}`
    return seconds
  } finally {
    await owner.end()
  }
}

/** Returns a hash of all files that decide what a loaded database contains. */
const digestOf = (root: string): string => {
  const hash = createHash('sha256')
  for (const folder of ['db/migrations', 'db/objects', 'db/src/load', 'shared/profiles']) {
    const entries = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    for (const file of entries.filter((entry) => path.extname(entry) !== '').sort())
      hash.update(readFileSync(path.join(root, folder, file)))
  }
  return hash.digest('hex').slice(0, 8)
}

const at = (serverUrl: string, database: string): string => {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

/** Opens a session for each of these people with the database function that the sign-in uses. */
export const openSessions = async (owner: postgres.Sql, people: readonly number[]): Promise<Map<number, Buffer>> => {
  const secrets = new Map(people.map((n) => [n, randomBytes(32)]))
  for (const [n, secret] of secrets) {
    await owner`select authz.insert_session(gen_random_uuid(), ${nth('person', n)}, ${secret}, ${randomBytes(32)}, 'bench', '10 hours')`
  }
  return secrets
}

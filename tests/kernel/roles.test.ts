import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Embedded, startEmbedded } from '@palermo/db/embedded.ts'
import { derivedPassword, ensureRoles, isRace, loginRoles, urlFor } from '@palermo/db/roles.ts'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

// These tests need a server of their own, because logins are shared by all databases of a server.
let folder: string
let server: Embedded
let url: string
let owner: postgres.Sql

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'palermo-roles-'))
  await chmod(folder, 0o711)
  server = await startEmbedded(folder, () => undefined)
  url = server.url
  owner = postgres(url, { max: 1, onnotice: () => undefined })
  await ensureRoles(owner, url)
})
afterAll(async () => {
  await owner.end()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const comesIn = async (address: string): Promise<string> => {
  const sql = postgres(address, { max: 1, onnotice: () => undefined })
  try {
    const [row] = await sql<{ name: string }[]>`select session_user as name`
    return row?.name ?? ''
  } catch (error) {
    return String((error as { code: string }).code)
  } finally {
    await sql.end()
  }
}
const withPassword = (address: string, password: string) => {
  const changed = new URL(address)
  changed.password = encodeURIComponent(password)
  return changed.href
}

describe('each login has a password of its own', () => {
  test('derived from the migration login’s, and none like another', async () => {
    const passwords = loginRoles.map((role) => derivedPassword(url, role))
    expect(new Set(passwords).size).toBe(loginRoles.length)
    expect(passwords).not.toContain(new URL(url).password)
    expect(await comesIn(urlFor(url, 'sealer'))).toBe('palermo_sealer')
    expect(await comesIn(withPassword(urlFor(url, 'sealer'), derivedPassword(url, 'audit')))).toBe('28P01')
  })

  test('or the one that the environment gives, quotes and all', async () => {
    const own = `it's \\ "quoted" and long enough`
    await ensureRoles(owner, url, { sealer: withPassword(urlFor(url, 'sealer'), own) })
    expect(await comesIn(withPassword(urlFor(url, 'sealer'), own))).toBe('palermo_sealer')
    expect(await comesIn(urlFor(url, 'sealer'))).toBe('28P01')
    expect(await comesIn(urlFor(url, 'audit'))).toBe('palermo_audit')
    // A login that is given without a password signs in by another method, so its password is not changed.
    await ensureRoles(owner, url, { sealer: withPassword(urlFor(url, 'sealer'), '') })
    expect(await comesIn(withPassword(urlFor(url, 'sealer'), own))).toBe('palermo_sealer')
  })

  test('and never one that anybody could work out', () => {
    expect(() => derivedPassword('postgres://postgres@127.0.0.1/palermo', 'api')).toThrow('DATABASE_API_URL')
  })

  test('and no login stands in for another', async () => {
    const attempt = ensureRoles(owner, url, { api: urlFor(url, 'worker') })
    await expect(attempt).rejects.toThrow('must log in as palermo_api')
  })
})

test('of two that change or take away one row of a role, the later one begins again; what else fails is no race', () => {
  const of = (code: string, message: string) =>
    isRace(Object.assign(new postgres.PostgresError(message), { code, message }))
  expect(of('XX000', 'tuple concurrently updated')).toBe(true)
  expect(of('XX000', 'tuple concurrently deleted')).toBe(true)
  expect(of('42710', 'role "palermo_api" already exists')).toBe(true)
  expect(of('42501', 'permission denied to create role')).toBe(false)
  expect(isRace(new Error('tuple concurrently updated'))).toBe(false)
})

test('databases of one cluster that are migrated at the same time do not stop each other', async () => {
  const others = Array.from({ length: 4 }, () => postgres(url, { max: 1, onnotice: () => undefined }))
  const runs = others.map(async (sql) => {
    for (let times = 0; times < 5; times++) await ensureRoles(sql, url)
  })
  expect((await Promise.allSettled(runs)).filter(({ status }) => status === 'rejected')).toEqual([])
  await Promise.all(others.map((sql) => sql.end()))
})

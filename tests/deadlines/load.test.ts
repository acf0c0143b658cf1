import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { defaultRules } from '@palermo/shared/record-types.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce } from '../task-force.ts'
import { atTerminal } from '../terminal.ts'

let force: TaskForce
let folder: string

beforeAll(async () => {
  force = await aTaskForce()
  folder = mkdtempSync(path.join(tmpdir(), 'palermo-profile-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await force.end()
})

const shipped = (code: string) =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../shared/profiles/${code}.json`, import.meta.url)), 'utf8'))
const load = (document: unknown, name = 'profile.json') => {
  const file = path.join(folder, name)
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document))
  return atTerminal(['profile', 'load', file], { url: force.url, folder })
}
const versions = async (code: string) =>
  (
    await force.owner<{ version: string }[]>`select version from app.profiles where code = ${code} order by version`
  ).map(({ version }) => version)

test('a later version of the profile that the task force works by is in force', async () => {
  const document = shipped('int')
  const done = await load({ ...document, version: '2099-01' })
  expect(done.code).toBe(0)
  const kept = defaultRules.length - 1
  const rules = document.rules.length + kept
  expect(done.said[0]).toBe(
    `int 2099-01: ${rules} rules, ${kept} of them defaults of the record types; after ${document.version}.`,
  )
  expect(done.last).toBe('In force within half a minute.')
  expect(await versions('int')).toEqual([document.version, '2099-01'])
})

test('one that builds upon another takes the rules that are newest here', async () => {
  const done = await load({ ...shipped('uk'), version: '2099-01' })
  expect(done).toMatchObject({ code: 0, last: 'Kept; the task force works by another profile.' })
  const [row] = await force.owner<{ document: { rules: { key: string }[] } }[]>`
    select document from app.profiles where code = 'uk' and version = '2099-01'`
  expect(row?.document.rules.length).toBeGreaterThan(shipped('uk').rules.length)
})

test.each<[string, () => unknown, string]>([
  ['the version that is here', () => shipped('int'), 'a later number'],
  ['an earlier one', () => ({ ...shipped('int'), version: '2001-01' }), 'a later number'],
  ['a parent that is not here', () => ({ ...shipped('uk'), code: 'xx', extends: 'yy' }), 'builds upon yy'],
  ['itself for a parent', () => ({ ...shipped('uk'), extends: 'uk', version: '2099-02' }), 'builds upon uk'],
  [
    'a clock that no party of its record owes',
    () => ({
      ...shipped('int'),
      version: '2099-02',
      rules: shipped('int').rules.map((rule: { key: string }) =>
        rule.key === 'reflection' ? { ...rule, owes: 'receiver' } : rule,
      ),
    }),
    'The profile cannot be loaded: reflection is owed by receiver',
  ],
  ['two faults', () => ({ ...shipped('int'), version: 'new', zone: 'Mars' }), '/version'],
  ['no JSON in it', () => '{', 'is not JSON'],
])('a file with %s changes nothing', async (_what, document, complaint) => {
  const before = [await versions('int'), await versions('uk')]
  const done = await load(document())
  expect(done.code).toBe(1)
  expect(done.complained).toContain(complaint)
  expect([await versions('int'), await versions('uk')]).toEqual(before)
})

test('every fault is told at once, each at its place', async () => {
  const done = await load({ ...shipped('int'), version: 'new', zone: 'Mars' })
  expect(done.complained).toMatch(/\/version: .*\n {2}\/zone: /)
})

test('a file that is not there is said to be missing', async () => {
  const done = await atTerminal(['profile', 'load', path.join(folder, 'none.json')], { url: force.url })
  expect(done).toMatchObject({ code: 1, complained: 'There is no file none.json that may be read.' })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Agency } from '@palermo/shared/agencies/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aTaskForce, type TaskForce } from '../task-force.ts'
import { atTerminal } from '../terminal.ts'

let force: TaskForce
let folder: string

beforeAll(async () => {
  force = await aTaskForce('uk')
  folder = mkdtempSync(path.join(tmpdir(), 'palermo-import-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await force.end()
})

const uk = ['uk-first-responder-organisations', 'uk-police-forces', 'uk-local-authorities'].map((name) =>
  fileURLToPath(new URL(`./uk-nrm/${name}.csv`, import.meta.url)),
)
const list = (name: string, text: string | Uint8Array) => {
  const file = path.join(folder, name)
  writeFileSync(file, text)
  return file
}
const importing = (...words: string[]) => atTerminal(['import', 'agencies', ...words], { url: force.url, folder })
const directory = async () =>
  (await force.owner<{ n: number }[]>`select count(*)::int as n from app.agencies`)[0]?.n ?? -1

describe('the lists of the United Kingdom', () => {
  test('a dry run reports the result and changes nothing', async () => {
    const tried = await importing(...uk, '--dry-run')
    expect(tried.last).toBe(
      '1024 rows, 580 bodies: 580 would be added, 0 in the directory already; 444 rows merged, 0 refused.',
    )
    expect(await directory()).toBe(0)
  })

  test('become 580 bodies of 1,024 rows, each merge with its reason', async () => {
    const done = await importing(...uk)
    expect(done.code).toBe(0)
    expect(done.last).toBe('1024 rows, 580 bodies: 580 added, 0 in the directory already; 444 rows merged, 0 refused.')
    expect(done.said.filter((line) => line.includes(' → '))).toHaveLength(444)
    expect(done.said).toContain(
      'uk-police-forces.csv:2 Avon and Somerset Constabulary → Avon and Somerset Constabulary (the same name)',
    )
    expect(done.said.filter((line) => line.startsWith('May be one'))).toHaveLength(31)
    expect(await directory()).toBe(580)
  })

  test('a second time add nothing', async () => {
    const again = await importing(...uk)
    expect(again.last).toBe(
      '1024 rows, 580 bodies: 0 added, 580 in the directory already; 1024 rows merged, 0 refused.',
    )
    expect(await directory()).toBe(580)
  })

  test('are found by name and abbreviation, and accept no referrals until activated', async () => {
    const person = await force.person(await force.agency('secretariat'), 'administrator')
    const found = await force.as(person)<{ items: Agency[] }>('GET', '/agencies?q=glaa')
    expect(found.body.items).toEqual([
      expect.objectContaining({
        name: 'Gangmasters and Labour Abuse Authority GLAA',
        sector: 'labour',
        takesReferrals: false,
        zone: 'Asia/Manila',
      }),
    ])
  })
})

describe('every list', () => {
  let before: number
  beforeEach(async () => {
    before = await directory()
  })

  test('each row that cannot be taken is refused with its line, and the others are taken', async () => {
    const rows = [
      '\uFEFFvalue,sector',
      'Take One,ngo',
      '',
      '"Take, Two",health',
      ',ngo',
      'Take Three,church',
      '12345,ngo',
      'One, Two, Three',
    ]
    const done = await importing(list('mixed.csv', rows.join('\r\n')))
    expect(done.code).toBe(1)
    expect(done.said.filter((line) => line.includes('refused:'))).toEqual([
      'mixed.csv:3 refused: empty',
      'mixed.csv:5 refused: empty',
      'mixed.csv:6 refused: unknown-sector',
      'mixed.csv:7 refused: no-letters',
      'mixed.csv:8 refused: more cells than the header',
    ])
    expect(done.last).toBe('7 rows, 2 bodies: 2 added, 0 in the directory already; 0 rows merged, 5 refused.')
    const added = await force.owner`select label, sector from app.agencies where label like 'Take%' order by label`
    expect(added.map(({ label, sector }) => [label, sector])).toEqual([
      ['Take One', 'ngo'],
      ['Take, Two', 'health'],
    ])
  })

  test('a protected provider in a list is not added unprotected', async () => {
    await force.agency('welfare', { name: 'Hidden Haven', protected: true, region: 'Coast' })
    const done = await importing(list('haven.csv', 'name\nhidden  haven\n'))
    expect(done.last).toContain('0 added, 1 in the directory already')
    expect(await force.owner`select from app.agencies where label ilike '%haven%'`).toHaveLength(0)
  })

  test.each([
    ['is not there', 'nowhere.csv', undefined, 'There is no file nowhere.csv.'],
    ['is empty', 'empty.csv', '', 'empty.csv is empty.'],
    ['has no such column', 'other.csv', 'organisation\nX\n', 'other.csv has no column value.'],
    [
      'has a column that means nothing',
      'more.csv',
      'value,colour\nX,red\n',
      'more.csv has columns that mean nothing here: colour.',
    ],
    ['has a column twice', 'twice.csv', 'value,name\nX,Y\n', 'twice.csv has a column twice.'],
    ['is not UTF-8', 'latin.csv', Buffer.from('value\nM\xfcnchen\n', 'latin1'), 'latin.csv is not UTF-8.'],
    ['never closes its quotes', 'quotes.csv', 'value\n"X\n', 'quotes.csv cannot be read as CSV'],
  ])('a file that %s is refused as a whole', async (_what, name, text, complaint) => {
    const done = await importing(text === undefined ? path.join(folder, name) : list(name, text))
    expect(done.code).toBe(1)
    expect(done.complained).toContain(complaint)
    expect(await directory()).toBe(before)
  })

  test('two imports at once add each body once', async () => {
    const file = list('race.csv', 'value\nRace One\nRace Two\n')
    const both = await Promise.all([importing(file), importing(file)])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    expect(await force.owner`select from app.agencies where label like 'Race%'`).toHaveLength(2)
  })

  test('ten thousand rows are read as they come', async () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `Long List ${i % 50} Agency`)
    const done = await importing(list('long.csv', ['value', ...names].join('\n')))
    expect(done.last).toBe('10000 rows, 50 bodies: 50 added, 0 in the directory already; 9950 rows merged, 0 refused.')
  })

  test('without a file it says how it is called', async () => {
    const done = await importing()
    expect(done).toMatchObject({
      code: 2,
      complained: expect.stringContaining('npm run palermo -- import agencies FILE.csv'),
    })
  })
})

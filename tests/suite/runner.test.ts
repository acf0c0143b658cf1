import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Seen } from './first-time.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'palermo-suite-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs `npm test -- <args>` on the fixtures in this folder, with the results in a folder of its own. */
const npmTest = async (name: string, ...args: string[]) => {
  const results = path.join(folder, name)
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const child = spawn(process.execPath, ['--import', tsx, 'scripts/test.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PALERMO_TEST_FIXTURES: '1', PALERMO_TEST_RESULTS: results, PALERMO_SEED: '4711' },
  })
  let output = ''
  child.stdout.on('data', (data: Buffer) => (output += data))
  child.stderr.on('data', (data: Buffer) => (output += data))
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve))
  return { code, output, results, closing: output.trimEnd().split('\n').at(-1) }
}
const seenBy = (results: string, fixture: string) =>
  readFileSync(path.join(results, `${fixture}.seen`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Seen)

describe('a file that fails', () => {
  test('runs once more by itself with the same seed and clock; what then passes is flaky, and the run passes', async () => {
    const { code, output, results, closing } = await npmTest('once', 'once')
    expect(closing, output).toBe('2 passed, 0 failed')
    expect(code).toBe(0)
    expect(output).toMatch(/^flaky: tests\/suite\/once\.fixture\.ts passed by itself/m)
    const [first, again, ...more] = seenBy(results, 'once')
    expect(more).toEqual([])
    expect(first?.seed).toBe('4711')
    expect(again?.seed).toBe('4711')
    if (process.platform === 'linux') expect(again?.clock).toMatch(/^-\d+s$/)
    const written = readFileSync(path.join(results, 'flaky', 'tests-suite-once.fixture.ts.txt'), 'utf8')
    expect(written).toContain('First run, from')
    expect(written).toContain('failed: fails the first time and passes by itself')
    expect(written).toContain('Once more by itself: 2 passed, 0 failed')
  })

  test('of a property is not excused, one that fails again neither', async () => {
    const { code, output, results, closing } = await npmTest('others', 'property', 'always')
    expect(closing, output).toBe('0 passed, 2 failed')
    expect(code).toBe(1)
    expect(output).toMatch(/^Not excused, as it holds a property/m)
    expect(readdirSync(path.join(results, 'flaky'))).toEqual(['tests-suite-property.fixture.ts.txt'])
  })

  test('is not excused where it holds a promise of security, a race or a compartment', async () => {
    const { whyNeverExcused } = await flakyRules()
    const of = (file: string, name: string) => whyNeverExcused(path.join(root, file), '', [name])
    expect(of('tests/attacks/unseen.test.ts', 'anything')).toContain('security')
    expect(of('tests/cases/api.test.ts', 'of two that accept at the same moment one wins')).toContain('race')
    expect(of('tests/notes/api.test.ts', 'a hidden note is not found')).toContain('compartment')
    expect(of('tests/notes/api.test.ts', 'a note is written')).toBeUndefined()
  })

  test('fails once it was flaky in two of the last ten runs', async () => {
    const { tooOftenAfter } = await flakyRules()
    const none: string[] = []
    expect(tooOftenAfter([], ['a'])).toEqual({ runs: [['a']], tooOften: [] })
    expect(tooOftenAfter([['a'], ...Array.from({ length: 8 }, () => none)], ['a', 'b']).tooOften).toEqual(['a'])
    expect(tooOftenAfter([['a'], ...Array.from({ length: 9 }, () => none)], ['a', 'b']).tooOften).toEqual([])
    expect(
      tooOftenAfter(
        Array.from({ length: 12 }, () => none),
        none,
      ).runs,
    ).toHaveLength(10)
  })
})

test.each([
  ['no file', ['there-is-no-such-file']],
  ['no name of a test', ['once', '-t', 'no test is called so']],
])('a filter that matches %s fails', async (name, args) => {
  const { code, closing } = await npmTest(name, ...args)
  expect(closing).toMatch(/^0 passed, [12] failed$/)
  expect(code).toBe(1)
})

test('a file with a browser in it keeps the clock of the machine, as Chromium never ends with another', async () => {
  const { takesMovedClock } = await flakyRules()
  const opening = readdirSync(path.join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !/(^|\/)(dist|node_modules)\//.test(file))
    .filter((file) => /house\.ts'/.test(readFileSync(path.join(root, 'tests', file), 'utf8')))
  expect(opening.length).toBeGreaterThan(2)
  expect(opening.filter((file) => takesMovedClock(path.join('tests', file)))).toEqual([])
  expect(takesMovedClock('tests/cases/api.test.ts')).toBe(true)
})

interface FlakyRules {
  takesMovedClock(file: string): boolean
  whyNeverExcused(file: string, source: string, failedNames: readonly string[]): string | undefined
  tooOftenAfter(before: string[][], flaky: string[]): { runs: string[][]; tooOften: string[] }
}

/** Imports scripts/flaky.ts by URL with a type declared here, because the scripts are no package of the workspace. */
const flakyRules = async () => (await import(new URL('../../scripts/flaky.ts', import.meta.url).href)) as FlakyRules

// `npm test`: runs every check, on a machine with Node alone. The last line is `N passed, N failed`.
//
//   npm test                              everything
//   npm test -- tests/referrals -t late   only the selected tests, without checks and builds that they do not need
//   PALERMO_SEED=new npm test             everything with random inputs that no run had before (decision 0077)
import { randomInt } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ofTests, variablesOfTests } from './built.ts'
import { announce, endWithStarter, root, run, runBin } from './command.ts'
import { mostRunAgain, rememberRun, takesMovedClock, whyNeverExcused } from './flaky.ts'
import { adviceFor, findClockLibrary, findOrInstall, missingOf, type Programmes, variablesOf } from './programmes.ts'
import { type FileResult, failuresOf, outputOf, passedTests, readReport, wrongTests } from './test-report.ts'
import { chosenFiles, needWebApp } from './test-selection.ts'
import { ensureWebBuild } from './web-build.ts'

const resultFolder = process.env.PALERMO_TEST_RESULTS ?? path.join(root, '.cache', 'tests')
const seed = seedOf(process.env.PALERMO_SEED)

endWithStarter()
const chosenTests = process.argv.slice(2)
const isNarrowed = chosenTests.length > 0
const failedSteps: string[] = []

const programmes = await step('Programmes that tests drive', provide)
if (isNarrowed) {
  const files = await chosenFiles(chosenTests)
  if (files.length === 0) failedSteps.push(`No test file matches ${chosenTests.join(' ')}`)
  if (needWebApp(files)) await step('Web app (vite build)', () => ensureWebBuild(console.log, ofTests.site))
} else {
  await step('Style and mistakes (biome)', () => succeed(runBin('biome', ['check'])))
  await step('Web app (vite build)', () => ensureWebBuild(console.log, ofTests.site))
  await step('Types (tsc)', () => succeed(runBin('tsc', ['-b'])))
  await step('Unused code and dependencies (knip)', () => succeed(runBin('knip', [])))
}
const tests = await runTests()

const failed = tests.failed + failedSteps.length
console.log()
for (const name of failedSteps) console.log(`Failed: ${name}`)
console.log(`${tests.passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

/**
 * The seed of the random inputs: the same in every run by default, so that only a change of the code changes the
 * outcome.
 */
function seedOf(given = '20261201'): string {
  return given === 'new' ? `${randomInt(2 ** 31)}` : given
}

async function step<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
  announce(name)
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error) console.error(error.message)
    failedSteps.push(name)
    return undefined
  }
}

async function succeed(exitCode: Promise<number>): Promise<void> {
  const code = await exitCode
  if (code !== 0) throw new Error(`Exit code ${code}.`)
}

async function provide(): Promise<Programmes> {
  const found = await findOrInstall()
  for (const [name, file] of Object.entries(found)) console.log(`${name}: ${file ?? 'missing'}`)
  const missing = missingOf(found)
  if (missing.length > 0) {
    failedSteps.push('Programmes that tests drive')
    console.error(`Tests cannot do without ${missing.join(', ')}. ${adviceFor(missing)}`)
  }
  return found
}

/** Runs vitest and returns its exit code; the results are in `report`. */
function vitest(report: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  rmSync(report, { force: true })
  mkdirSync(path.dirname(report), { recursive: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const bin = path.join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const variables = { ...variablesOfTests, ...(programmes && variablesOf(programmes)), PALERMO_SEED: seed, ...env }
  return run(process.execPath, [bin, 'run', ...reporters, ...args], variables)
}

async function runTests(): Promise<{ passed: number; failed: number }> {
  announce(`Tests (vitest), PALERMO_SEED=${seed}`)
  const file = path.join(resultFolder, 'result.json')
  const profile = path.join(resultFolder, 'profile.md')
  const reporter = `--reporter=${path.join(root, 'tests', 'profile.ts')}`
  const code = await vitest(file, [...chosenTests, reporter], { PALERMO_TEST_PROFILE: profile })
  console.log(`Where the time went: ${path.relative(root, profile)}`)
  const report = readReport(file)
  if (!report) return { passed: 0, failed: 1 }
  const wrong = report.testResults.filter((one) => failuresOf(one, isNarrowed) > 0)
  let { numPassedTests: passed } = report
  let failed = wrong.reduce((sum, one) => sum + failuresOf(one, isNarrowed), 0)
  for (const one of wrong)
    for (const { status, fullName } of wrongTests(one, isNarrowed))
      if (status !== 'failed') console.error(`A test is ${status} in ${one.name}: ${fullName}`)
  // An error outside the tests counts as a failure, and so does a pattern that selects no test.
  if (failed === 0 && (code !== 0 || passed === 0)) return { passed, failed: 1 }
  const flaky = await runAgain(wrong)
  for (const { first, again } of flaky) {
    failed -= failuresOf(first, isNarrowed)
    passed += passedTests(again) - passedTests(first)
  }
  const names = flaky.map(({ first }) => path.relative(root, first.name))
  const tooOften = isNarrowed ? [] : rememberRun(names)
  for (const name of tooOften) console.log(`Failed: ${name} was flaky in two of the last ten runs.`)
  return { passed, failed: failed + tooOften.length }
}

interface Flaky {
  readonly first: FileResult
  readonly again: FileResult
}

/**
 * Runs each failed file once more alone, with the same seed and if possible the same clock. Returns the files whose
 * failure may be excused.
 */
async function runAgain(wrong: readonly FileResult[]): Promise<Flaky[]> {
  if (wrong.length > mostRunAgain) {
    console.log(`${wrong.length} files failed: too many to be coincidence, so none is run again.`)
    return []
  }
  const flaky: Flaky[] = []
  for (const first of wrong) {
    const name = path.relative(root, first.name)
    announce(`Once more by itself: ${name}`)
    const file = path.join(resultFolder, 'again.json')
    await vitest(
      file,
      [name, ...chosenTests.filter((_, at) => isNamePattern(at))],
      takesMovedClock(name) ? await clockOf(first) : {},
    )
    const again = readReport(file)?.testResults.find((one) => one.name === first.name)
    if (!again || failuresOf(again, isNarrowed) > 0) continue
    const reason = whyNeverExcused(first.name, readFileSync(first.name, 'utf8'), namesOf(first))
    const outputs = writeOutputs(name, first, again)
    if (reason === undefined) flaky.push({ first, again })
    console.log(`${reason === undefined ? 'flaky' : `Not excused, as ${reason}`}: ${name} passed by itself; ${outputs}`)
  }
  return flaky
}

function namesOf(file: FileResult): string[] {
  return wrongTests(file, isNarrowed).map(({ fullName }) => fullName)
}

function isNamePattern(at: number): boolean {
  return ['-t', '--testNamePattern'].some((option) => chosenTests[at] === option || chosenTests[at - 1] === option)
}

/**
 * Environment variables that set the clock to the time at which the file began in its first run, if the system has
 * libfaketime.
 */
async function clockOf({ startTime }: FileResult): Promise<Record<string, string>> {
  const library = await findClockLibrary()
  if (!library) return {}
  const seconds = Math.floor((startTime - Date.now()) / 1000)
  return { LD_PRELOAD: library, FAKETIME: `${seconds}s`, FAKETIME_DONT_FAKE_MONOTONIC: '1' }
}

/** Writes the outputs of both runs into one file, for the developer who repairs the test. */
function writeOutputs(name: string, first: FileResult, again: FileResult): string {
  const file = path.join(resultFolder, 'flaky', `${name.replaceAll(/[/\\]/g, '-')}.txt`)
  mkdirSync(path.dirname(file), { recursive: true })
  const counts = (one: FileResult) => `${passedTests(one)} passed, ${failuresOf(one, isNarrowed)} failed`
  const texts = [
    `${name}, PALERMO_SEED=${seed}`,
    `First run, from ${new Date(first.startTime).toISOString()}: ${counts(first)}\n\n${outputOf(first)}`,
    `Once more by itself: ${counts(again)}\n\n${outputOf(again)}`,
  ]
  writeFileSync(file, `${texts.join('\n\n')}\n`)
  return `both outputs: ${path.relative(root, file)}`
}

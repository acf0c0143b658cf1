// `npm test`: every check there is, on a machine with Node alone. The closing line is `N passed, N failed`.
//
//   npm test                        everything
//   npm test -- tests/desk -t late  the same checks, with only the named tests
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ofTests, variablesOfTests } from './built.ts'
import { announce, endWithStarter, root, run, runBin } from './command.ts'
import { adviceFor, findOrInstall, missingOf, type Programmes, variablesOf } from './programmes.ts'
import { ensureWebBuild } from './web-build.ts'

const resultFile = path.join(root, '.cache', 'tests', 'result.json')

/** What of vitest's JSON report is read here. */
type Report = {
  readonly numPassedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

endWithStarter()
const chosenTests = process.argv.slice(2)
const failedSteps: string[] = []

const programmes = await step('Programmes that tests drive', provide)
await step('Style and mistakes (biome)', () => succeed(runBin('biome', ['check'])))
await step('Web app (vite build)', () => ensureWebBuild(console.log, ofTests.site))
await step('Types (tsc)', () => succeed(runBin('tsc', ['-b'])))
await step('Unused code and dependencies (knip)', () => succeed(runBin('knip', [])))
const tests = await runTests(programmes)

const failed = tests.failed + failedSteps.length
console.log()
for (const name of failedSteps) console.log(`Failed before the tests: ${name}`)
console.log(`${tests.passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

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

async function runTests(programmes: Programmes | undefined): Promise<{ passed: number; failed: number }> {
  announce('Tests (vitest)')
  rmSync(resultFile, { force: true })
  mkdirSync(path.dirname(resultFile), { recursive: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultFile}`]
  const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const places = { ...variablesOfTests, ...(programmes && variablesOf(programmes)) }
  const code = await run(process.execPath, [vitest, 'run', ...reporters, ...chosenTests], places)
  if (!existsSync(resultFile)) return { passed: 0, failed: 1 }
  const { passed, failed } = count(JSON.parse(readFileSync(resultFile, 'utf8')) as Report)
  // An error outside any test fails the run, too.
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed }
}

/** A file that could not be loaded counts as one failure; so does a skipped test, unless the run was narrowed by hand. */
function count(report: Report): { passed: number; failed: number } {
  let failed = 0
  for (const file of report.testResults) {
    const wrong = file.assertionResults.filter((test) =>
      chosenTests.length > 0 ? test.status === 'failed' : test.status !== 'passed',
    )
    failed += wrong.length === 0 && file.status === 'failed' ? 1 : wrong.length
    for (const { status } of wrong) if (status !== 'failed') console.error(`A test is ${status} in ${file.name}`)
  }
  return { passed: report.numPassedTests, failed }
}

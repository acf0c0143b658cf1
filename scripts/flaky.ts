import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './command.ts'

// A test file that failed runs once more alone. If it then passes it is flaky: both outputs are reported, the file is
// named at the end, and the run passes, so that one unstable test does not lose a day's work. Tests of security are
// never excused.

/** Folders in which every test checks security. */
const securityFolders = [
  'architecture',
  'attacks',
  'audit',
  'bad-input',
  'catalogue',
  'kernel',
  'permissions',
  'routes',
]
/** Words in the names of tests about a race or a compartment, which are never excused either. */
const unexcusedNames =
  /\b(race|races|racing|at once|at the same (time|moment)|in parallel|parallel|one winner|compartment|hidden|canary|canaries|leak|leaks|row security|by SQL)\b/i
/** If more files than this fail in one run, the cause is a real fault and no file runs again. */
export const mostRunAgain = 8
/** A file that was flaky in this many of the last ten runs fails. */
const mostFlakyRuns = 2
const rememberedRuns = 10

/**
 * The reason why a failure of these tests must not be excused by a second run that passes; undefined if it may be
 * excused.
 */
export const whyNeverExcused = (file: string, source: string, failedNames: readonly string[]): string | undefined => {
  const folder = path.relative(path.join(root, 'tests'), file).split(path.sep)[0] ?? ''
  if (securityFolders.includes(folder)) return `tests/${folder} holds promises of security`
  if (/from 'fast-check'/.test(source)) return 'it holds a property for random values'
  const named = failedNames.find((name) => unexcusedNames.test(name))
  return named && `"${named}" is about a race or a compartment`
}

/**
 * Whether a file may run again with the clock of its first run. Files of `tests/browser` may not: under libfaketime the
 * threads of Chromium never sleep, and nothing in the browser finishes. `file` is relative to the checkout.
 */
export const takesMovedClock = (file: string): boolean => !file.startsWith(path.join('tests', 'browser', path.sep))

/** The flaky files of the last runs, newest last; paths relative to the checkout. */
type History = readonly (readonly string[])[]

const historyFile = () => process.env.PALERMO_TEST_HISTORY ?? path.join(root, '.cache', 'tests', 'flaky-runs.json')

const readHistory = (): History =>
  existsSync(historyFile()) ? (JSON.parse(readFileSync(historyFile(), 'utf8')) as History) : []

/** Stores the flaky files of this full run, and returns those that were flaky too often. */
export const rememberRun = (flaky: readonly string[]): string[] => {
  const history = tooOftenAfter(readHistory(), flaky)
  mkdirSync(path.dirname(historyFile()), { recursive: true })
  writeFileSync(historyFile(), `${JSON.stringify(history.runs, undefined, 2)}\n`)
  return history.tooOften
}

/** The runs to store after this one, and the files of this run that were flaky too often. Reads and writes no file. */
export const tooOftenAfter = (before: History, flaky: readonly string[]): { runs: History; tooOften: string[] } => {
  const runs = [...before, flaky].slice(-rememberedRuns)
  const tooOften = flaky.filter((file) => runs.filter((run) => run.includes(file)).length >= mostFlakyRuns)
  return { runs, tooOften }
}

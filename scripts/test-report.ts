import { existsSync, readFileSync } from 'node:fs'

/** The fields of vitest's JSON report that are read here. */
export interface Report {
  readonly numPassedTests: number
  readonly testResults: readonly FileResult[]
}

export interface FileResult {
  /** The absolute path of the file. */
  readonly name: string
  readonly status: string
  /** When the file began, in milliseconds since 1970. */
  readonly startTime: number
  /** Why the file could not be loaded. */
  readonly message: string
  readonly assertionResults: readonly TestResult[]
}

interface TestResult {
  readonly status: string
  readonly fullName: string
  readonly failureMessages: readonly string[] | null
}

/** Reads the report; undefined if vitest ended before writing one. */
export const readReport = (file: string): Report | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined

/**
 * Number of failures in a file. A file that could not be loaded counts as one failure, and so does a skipped test
 * unless arguments restricted the run.
 */
export const failuresOf = (file: FileResult, isNarrowed: boolean): number => {
  const wrong = wrongTests(file, isNarrowed)
  return wrong.length === 0 && file.status === 'failed' ? 1 : wrong.length
}

export const wrongTests = (file: FileResult, isNarrowed: boolean): readonly TestResult[] =>
  file.assertionResults.filter(({ status }) => (isNarrowed ? status === 'failed' : status !== 'passed'))

export const passedTests = (file: FileResult): number =>
  file.assertionResults.filter(({ status }) => status === 'passed').length

/** The failures of a file, as text. */
export const outputOf = (file: FileResult): string =>
  [
    file.message,
    ...file.assertionResults
      .filter(({ status }) => status !== 'passed')
      .map(({ fullName, status, failureMessages }) => `${status}: ${fullName}\n${(failureMessages ?? []).join('\n')}`),
  ]
    .filter((text) => text !== '')
    .join('\n\n')

import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Reporter, TestModule } from 'vitest/node'

// Writes how long each test file took as Markdown: into the file that PALERMO_TEST_PROFILE names, and with
// PALERMO_FIGURES=1 into the last section of docs/figures.md.

const root = fileURLToPath(new URL('..', import.meta.url))
const figures = path.join(root, 'docs', 'figures.md')
const heading = '## The tests'

interface Timed {
  readonly file: string
  readonly tests: number
  /** Milliseconds that tests and hooks took. */
  readonly runs: number
  /** Milliseconds from the start of the file to its first test or hook. */
  readonly loads: number
}

/** The section about the tests in a document of figures; empty if there is none. */
export const sectionOfTests = (document: string): string => document.split(new RegExp(`^(?=${heading}$)`, 'm'))[1] ?? ''

const inSeconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1)
const sum = (all: readonly Timed[], of: (one: Timed) => number) => all.reduce((total, one) => total + of(one), 0)
const lasts = ({ runs, loads }: Timed) => runs + loads

const profileOf = (all: readonly Timed[], milliseconds: number, beside: number): string => {
  const folders = new Map<string, Timed[]>()
  for (const one of all) {
    const folder = one.file.split('/')[1] ?? one.file
    folders.set(folder, [...(folders.get(folder) ?? []), one])
  }
  const bySize = [...folders].toSorted(([, one], [, other]) => sum(other, lasts) - sum(one, lasts))
  const longest = all.toSorted((one, other) => lasts(other) - lasts(one)).slice(0, 10)
  return [
    heading,
    '',
    `Measured by \`PALERMO_FIGURES=1 npm test\`: ${sum(all, ({ tests }) => tests)} tests in ${all.length} files, ${beside} files at a time on ${cpus().length} processors, ${(milliseconds / 60_000).toFixed(1)} minutes from the first to the last. Seconds of a file are those of its process, whatever ran beside it.`,
    '',
    '| folder | files | tests | seconds | of them before the first test or hook |',
    '| --- | --- | --- | --- | --- |',
    ...bySize.map(
      ([folder, files]) =>
        `| ${folder} | ${files.length} | ${sum(files, ({ tests }) => tests)} | ${inSeconds(sum(files, lasts))} | ${inSeconds(sum(files, ({ loads }) => loads))} |`,
    ),
    `| **together** | ${all.length} | ${sum(all, ({ tests }) => tests)} | ${inSeconds(sum(all, lasts))} | ${inSeconds(sum(all, ({ loads }) => loads))} |`,
    '',
    '| the ten longest files | tests | seconds |',
    '| --- | --- | --- |',
    ...longest.map((one) => `| \`${one.file}\` | ${one.tests} | ${inSeconds(lasts(one))} |`),
    '',
  ].join('\n')
}

const timed = (module: TestModule): Timed => {
  const { duration, collectDuration, setupDuration, prepareDuration, environmentSetupDuration } = module.diagnostic()
  return {
    file: path.relative(root, module.moduleId).replaceAll(path.sep, '/'),
    tests: [...module.children.allTests()].length,
    runs: duration,
    loads: collectDuration + setupDuration + prepareDuration + environmentSetupDuration,
  }
}

export default class Profile implements Reporter {
  private began = 0
  private beside = 0

  onInit(vitest: { config: { maxWorkers: number } }): void {
    this.beside = vitest.config.maxWorkers
  }

  onTestRunStart(): void {
    this.began = performance.now()
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const profile = profileOf(modules.map(timed), performance.now() - this.began, this.beside)
    if (process.env.PALERMO_TEST_PROFILE) writeFileSync(process.env.PALERMO_TEST_PROFILE, profile)
    if (process.env.PALERMO_FIGURES !== '1') return
    const before = readFileSync(figures, 'utf8')
    writeFileSync(figures, `${before.replace(sectionOfTests(before), '').trimEnd()}\n\n${profile}`)
  }
}

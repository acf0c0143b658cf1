import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { root } from './command.ts'

/** The test files selected by vitest's arguments, as absolute paths. */
export async function chosenFiles(args: readonly string[]): Promise<string[]> {
  const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs')
  // Arguments that start with a hyphen, and their values, name no files.
  const paths = args.filter((arg, at) => !arg.startsWith('-') && !takesValue.includes(args[at - 1] ?? ''))
  const { stdout } = await promisify(execFile)(process.execPath, [vitest, 'list', '--filesOnly', ...paths], {
    cwd: root,
    maxBuffer: 16 * 1024 * 1024,
  })
  return stdout
    .split('\n')
    .filter((line) => /\.(test|fixture)\.ts$/.test(line))
    .map((line) => path.resolve(root, line.trim()))
}

const takesValue = ['-t', '--testNamePattern', '--reporter', '--outputFile', '--maxWorkers', '--retry', '--bail']

/** Whether any of these files, or a test module that they import, serves the built web app. */
export const needWebApp = (files: readonly string[]): boolean => {
  const seen = new Set<string>()
  const waiting = [...files]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file) || !existsSync(file)) continue
    seen.add(file)
    const source = readFileSync(file, 'utf8')
    if (/PALERMO_WEB\b|scripts\/start\.ts/.test(source)) return true
    for (const [, name = ''] of source.matchAll(/from '(\.{1,2}\/[^']+\.ts)'/g))
      waiting.push(path.resolve(path.dirname(file), name))
  }
  return false
}

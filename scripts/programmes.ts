import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { root, run } from './command.ts'

const execute = promisify(execFile)

/** Absolute paths of the programmes that tests drive and that no npm package brings along. */
export type Programmes = { readonly chromium: string | undefined; readonly redisServer: string | undefined }

type Wanted = { readonly names: readonly string[]; readonly debianPackage: string; readonly chosen: string | undefined }

const chromium: Wanted = {
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  debianPackage: 'chromium',
  chosen: process.env.PALERMO_CHROMIUM,
}
const redisServer: Wanted = {
  names: ['redis-server', 'valkey-server'],
  debianPackage: 'redis-server',
  chosen: process.env.PALERMO_REDIS_SERVER,
}

/** Finds each programme, installing what is missing: from Debian as root, Chromium else by the browser package itself. */
export async function findOrInstall(): Promise<Programmes> {
  let found = { chromium: await find(chromium), redisServer: await find(redisServer) }
  const missing = [
    ...(found.chromium ? [] : [chromium.debianPackage]),
    ...(found.redisServer ? [] : [redisServer.debianPackage]),
  ]
  if (missing.length > 0 && (await installFromDebian(missing))) {
    found = { chromium: await find(chromium), redisServer: await find(redisServer) }
  }
  return { ...found, chromium: found.chromium ?? (await browserOfPackage()) }
}

/** The first that is there and really runs: some systems ship a placeholder under the name. */
async function find(wanted: Wanted): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '')
  const candidates = wanted.names.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  for (const candidate of wanted.chosen ? [wanted.chosen] : candidates) {
    if (existsSync(candidate) && (await runs(candidate))) return candidate
  }
  return undefined
}

async function runs(file: string): Promise<boolean> {
  return execute(file, ['--version'], { timeout: 30_000 }).then(
    () => true,
    () => false,
  )
}

async function installFromDebian(packages: readonly string[]): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  console.log(`Installing ${packages.join(' and ')} from the system's packages …`)
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  if ((await run('apt-get', ['update', '-qq'], quiet)) !== 0) return false
  return (await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet)) === 0
}

async function browserOfPackage(): Promise<string | undefined> {
  const fromTests = createRequire(path.join(root, 'tests', 'package.json'))
  const { chromium: browser } = fromTests('playwright-core') as { chromium: { executablePath(): string } }
  const file = browser.executablePath()
  if (!existsSync(file)) {
    console.log('Downloading Chromium …')
    const installer = path.join(path.dirname(fromTests.resolve('playwright-core/package.json')), 'cli.js')
    await run(process.execPath, [installer, 'install', '--no-shell', 'chromium'])
  }
  return existsSync(file) && (await runs(file)) ? file : undefined
}

import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { root, run } from './command.ts'

const execute = promisify(execFile)

interface Wanted {
  readonly names: readonly string[]
  /** The Debian package that contains the program, or several packages separated by spaces. */
  readonly debianPackage: string
  /** The environment variable that gives the path of the program. */
  readonly variable: string
  /** Arguments with which the program prints its version. */
  readonly version: string
  /** Folders to search in addition to PATH. */
  readonly folders?: () => readonly string[]
}

const debianPostgres = '/usr/lib/postgresql'
/** A function, because a program may be installed between two calls. */
const debianFolders = () =>
  existsSync(debianPostgres) ? readdirSync(debianPostgres).map((major) => `${debianPostgres}/${major}/bin`) : []

/** Programs that tests need and no npm package contains. */
const wanted = {
  Chromium: {
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    debianPackage: 'chromium',
    variable: 'PALERMO_CHROMIUM',
    version: '--version',
  },
  Redis: {
    names: ['redis-server', 'valkey-server'],
    debianPackage: 'redis-server',
    variable: 'PALERMO_REDIS_SERVER',
    version: '--version',
  },
  'PostgreSQL of the system': {
    // Stands for the PostgreSQL server and its other tools, which are in the same folder.
    names: ['initdb'],
    debianPackage: 'postgresql',
    variable: 'PALERMO_INITDB',
    version: '--version',
    folders: debianFolders,
  },
  Caddy: { names: ['caddy'], debianPackage: 'caddy', variable: 'PALERMO_CADDY', version: 'version' },
  QPDF: { names: ['qpdf'], debianPackage: 'qpdf', variable: 'PALERMO_QPDF', version: '--version' },
  Poppler: { names: ['pdftoppm'], debianPackage: 'poppler-utils', variable: 'PALERMO_PDFTOPPM', version: '-v' },
  LibreOffice: {
    names: ['soffice'],
    debianPackage: 'libreoffice-writer-nogui libreoffice-calc-nogui',
    variable: 'PALERMO_SOFFICE',
    version: '--version',
  },
  'Docker Compose': {
    names: ['docker-compose'],
    debianPackage: 'docker-compose',
    variable: 'PALERMO_COMPOSE',
    version: 'version',
  },
} as const satisfies Record<string, Wanted>

type Name = keyof typeof wanted
const names = Object.keys(wanted) as Name[]

/** Absolute paths by name; undefined for a program that is missing and could not be installed. */
export type Programmes = Readonly<Record<Name, string | undefined>>

/** Finds each program, installing missing ones: from Debian as root, or Chromium by the browser package itself. */
export async function findOrInstall(): Promise<Programmes> {
  let found = await findAll()
  const missing = names.filter((name) => found[name] === undefined)
  if (missing.length > 0 && (await installFromDebian(missing.flatMap((name) => wanted[name].debianPackage.split(' ')))))
    found = await findAll()
  return { ...found, Chromium: found.Chromium ?? (await browserOfPackage()) }
}

/** Environment variables from which tests read the paths. */
export const variablesOf = (programmes: Programmes): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (programmes[name] ? [[wanted[name].variable, programmes[name]]] : [])))

/** Installation advice for systems other than Debian. */
export const adviceFor = (missing: readonly Name[]): string =>
  `Put ${missing.flatMap((name) => wanted[name].names[0]).join(', ')} on PATH (on Debian: apt-get install ` +
  `${missing.map((name) => wanted[name].debianPackage).join(' ')}), or set ${missing.map((name) => wanted[name].variable).join(', ')} to ` +
  'where they are.'

export const missingOf = (programmes: Programmes): Name[] => names.filter((name) => programmes[name] === undefined)

const findAll = async (): Promise<Programmes> => {
  const found = await Promise.all(names.map(async (name) => [name, await find(wanted[name])] as const))
  return Object.fromEntries(found) as Programmes
}

/** The first program that exists and runs: some systems have a placeholder of the same name that does not run. */
async function find({ names, variable, version, folders = () => [] }: Wanted): Promise<string | undefined> {
  const onPath = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '')
  const chosen = process.env[variable]
  const candidates = names.flatMap((name) => [...onPath, ...folders()].map((folder) => path.join(folder, name)))
  for (const candidate of chosen ? [chosen] : candidates) {
    if (existsSync(candidate) && (await runs(candidate, version))) return candidate
  }
  return undefined
}

async function runs(file: string, version = '--version'): Promise<boolean> {
  return execute(file, [version], { timeout: 30_000 }).then(
    () => true,
    () => false,
  )
}

/**
 * Path of libfaketime, a library that gives a process another clock; installed from Debian if possible, undefined on
 * other systems.
 */
export async function findClockLibrary(): Promise<string | undefined> {
  const find = () =>
    readdirSync('/usr/lib')
      .map((folder) => `/usr/lib/${folder}/faketime/libfaketime.so.1`)
      .find((file) => existsSync(file))
  if (process.platform !== 'linux') return undefined
  return find() ?? ((await installFromDebian(['libfaketime'])) ? find() : undefined)
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

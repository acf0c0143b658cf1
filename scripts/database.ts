import { setTimeout as sleep } from 'node:timers/promises'
import { hasNoRoom } from '@palermo/db/disk-room.ts'
import { type Embedded, startEmbedded } from '@palermo/db/embedded.ts'
import { type GivenLogins, type LoginRole, loginRoles, urlFor } from '@palermo/db/roles.ts'
import type { Settings } from './settings.ts'

/** The database of a running system. */
export type Database = {
  /** The current URL of the migration login, which no running process may have. */
  readonly migrationUrl: () => string
  readonly stop: () => Promise<void>
}

/**
 * The database of the environment, else the embedded one, which is restarted when its server ends.
 * @param moved called when the server restarts with another URL than before
 */
export async function openDatabase(
  settings: Settings,
  log: (line: string) => void,
  moved: () => void,
): Promise<Database> {
  const { databaseUrl, dataFolder } = settings
  if (databaseUrl) return { migrationUrl: () => databaseUrl, stop: async () => undefined }

  const start = () => startEmbedded(dataFolder, log, { adopt: true })
  let server = await start()
  let stopping = false
  const watch = async (): Promise<void> => {
    while (!stopping) {
      await server.exited
      if (stopping) return
      const full = await hasNoRoom(dataFolder)
      log(
        full
          ? `PostgreSQL ended: the disk of ${dataFolder} is full. Make room on it; PostgreSQL then starts again by itself.`
          : 'PostgreSQL ended; starting it again.',
      )
      const before = server.url
      server = await untilItStarts(start, log)
      if (server.url !== before) moved()
    }
  }
  void watch()
  return {
    migrationUrl: () => server.url,
    stop: async () => {
      stopping = true
      await server.stop()
    },
  }
}

/**
 * Pauses between restarts stay short: a full disk or memory may last, but the database should return as soon as it can.
 */
async function untilItStarts(start: () => Promise<Embedded>, log: (line: string) => void): Promise<Embedded> {
  for (;;) {
    try {
      return await start()
    } catch (error) {
      log(error instanceof Error ? error.message : String(error))
      await sleep(5_000)
    }
  }
}

/** The logins given by the environment. */
export const givenLogins = (): GivenLogins =>
  Object.fromEntries(
    loginRoles.flatMap((role) => {
      const address = process.env[variableOf(role)]
      return address ? [[role, address]] : []
    }),
  )

/** The logins of each process; none has the migration login. */
const loginsOf = {
  'sign-in': ['keys'],
  worker: ['worker', 'queue'],
  api: ['api'],
  web: [],
} as const satisfies Record<string, readonly LoginRole[]>
export type PartName = keyof typeof loginsOf

/**
 * The URL of a process's login: given by the environment, else derived from the migration login. The logins of other
 * processes are set to empty, so that they are not inherited.
 */
export function partUrls(database: Database, part: PartName): Record<string, string> {
  const own: readonly LoginRole[] = loginsOf[part]
  const url = (role: LoginRole) => process.env[variableOf(role)] || urlFor(database.migrationUrl(), role)
  return {
    ...Object.fromEntries(loginRoles.map((role) => [variableOf(role), own.includes(role) ? url(role) : ''])),
    DATABASE_URL: '',
  }
}

const variableOf = (role: LoginRole) => `DATABASE_${role.toUpperCase()}_URL`

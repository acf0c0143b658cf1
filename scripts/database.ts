import { setTimeout as sleep } from 'node:timers/promises'
import { hasNoRoom } from '@palermo/db/disk-room.ts'
import { type Embedded, startEmbedded } from '@palermo/db/embedded.ts'
import { type GivenLogins, type LoginRole, loginRoles, urlFor } from '@palermo/db/roles.ts'
import type { Settings } from './settings.ts'

/** The database that the processes of the system use. */
export type Database = {
  /** The current URL of the migration login, which no running process may have. */
  readonly migrationUrl: () => string
  readonly stop: () => Promise<void>
}

/**
 * Opens the database that the environment names, otherwise the embedded one, whose server is restarted when it stops.
 * @param moved called when the server was restarted with another URL
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
 * Starts the server, and repeats after a short pause until it starts: a full disk or full memory may last, but the
 * database should return as soon as possible.
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
 * The database URLs of a process's logins: given by the environment, otherwise derived from the migration login. The
 * variables of other logins are empty, so that the process does not inherit them.
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

import { BlockList, isIP } from 'node:net'
import path from 'node:path'
import { readTrustProxy } from '@palermo/server/trust-proxy.ts'
import { adminListener, type Listener } from '@palermo/shared/admin-listener.ts'
import { type Environment, withoutEmpty } from '@palermo/shared/environment.ts'
import { root } from './command.ts'

/** Settings from the environment for `npm start`, `npm run dev` and `npm run db:reset`. */
export type Settings = {
  readonly host: string
  readonly port: number
  /** Folder of the embedded database, the keys and the logs. */
  readonly dataFolder: string
  /**
   * Fills an empty database with invented cases and accounts with known passwords: for evaluation, never for real
   * persons.
   */
  readonly demo: boolean
  /** The URL of the migration login of an external PostgreSQL; undefined for the embedded one. */
  readonly databaseUrl: string | undefined
  /** Address and port for the metrics of the API; the worker has the next port. */
  readonly admin: Listener | undefined
}

/**
 * Reads the settings.
 * @throws Error whose message explains which setting is invalid
 */
export function readSettings(given: Environment): Settings {
  const env = withoutEmpty(given)
  const databaseUrl = env.DATABASE_URL || undefined
  const settings = {
    host: env.HOST || '127.0.0.1',
    port: Number(env.PORT || 3000),
    dataFolder: path.resolve(root, env.PALERMO_DATA || '.data'),
    // The demo has known passwords, so for an external database it must be requested explicitly.
    demo: env.PALERMO_DEMO ? env.PALERMO_DEMO !== '0' : databaseUrl === undefined,
    databaseUrl,
    admin: adminListener(env),
  }
  if (!Number.isInteger(settings.port) || settings.port < 1 || settings.port > 65_535) {
    throw new Error(`PORT must be a number from 1 to 65535, not "${env.PORT}".`)
  }
  // Checked now, because the API would report an invalid value only a minute later.
  readTrustProxy(env.TRUST_PROXY)
  const { admin } = settings
  if (admin && (admin.port === 65_535 || admin.port + 1 === settings.port)) {
    throw new Error(`ADMIN_PORT must leave the port after it to the worker, not be ${admin.port}.`)
  }
  for (const host of [settings.host, ...(settings.admin ? [settings.admin.host] : [])]) {
    if (!settings.demo || isLoopback(host)) continue
    throw new Error(
      `The demonstration has known passwords and listens on this machine only, never on ${host}. ` +
        'Unset HOST and ADMIN_HOST, or set PALERMO_DEMO=0 for a system of your own.',
    )
  }
  return settings
}

/** Reads the settings, and reports invalid ones and ends the process. Commands call it first. */
export function readSettingsOrEnd(): Settings {
  try {
    return readSettings(process.env)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(1)
  }
}

function isLoopback(host: string): boolean {
  if (host === 'localhost') return true
  const loopback = new BlockList()
  loopback.addSubnet('127.0.0.0', 8, 'ipv4')
  loopback.addAddress('::1', 'ipv6')
  const family = isIP(host)
  return family !== 0 && loopback.check(host, family === 4 ? 'ipv4' : 'ipv6')
}

import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DocumentStore } from '@palermo/db/documents/store.ts'
import { urlFor } from '@palermo/db/roles.ts'
import { adminListener, type Listener } from '@palermo/shared/admin-listener.ts'
import { type Environment, wholeNumber, withoutEmpty } from '@palermo/shared/environment.ts'
import { NeutralPage } from '@palermo/shared/installation/neutral-page.ts'
import { signInSocket } from './sign-in/settings.ts'
import { readTrustProxy, type TrustProxy } from './trust-proxy.ts'

export interface Settings {
  databaseUrl: string
  /** The socket of the sign-in process. */
  signInSocket: string
  host: string
  port: number
  poolSize: number
  demo: boolean
  secure: boolean
  keysFolder: string
  /** The folder of the keys for the secrets of outbound messages, which the worker reads. */
  outboundKeys: string
  documents: DocumentStore & { inspector: string; scanner: string | undefined }
  /**
   * Folder in which the demo's mail server writes its address; undefined: no such server, so mail goes to a real mail
   * server or is not sent.
   */
  mailboxFolder: string | undefined
  /** Folder in which the demo's text-message gateway writes its address. */
  smsFolder: string | undefined
  jwtSecret: Uint8Array
  trustProxy: TrustProxy
  /** The quick-exit page, unless an administrator sets another. */
  neutralPage: string | undefined
  webFolder: string
  /** Listener for metrics and the interface description outside the demo; undefined: none. */
  admin: Listener | undefined
  /**
   * Seconds for which a stopping process reports not ready before it refuses requests: the time that a proxy needs to
   * notice.
   */
  drain: number
}

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/**
 * Number of connections to the database. More than the processors can serve would only wait for each other, each with
 * its own plans and caches; with fewer, one slow request would delay all others.
 */
const usualPool = Math.min(20, 2 + 2 * availableParallelism())

const mostBytes = 1_000_000_000_000_000

/**
 * Reads the settings from the environment. Throws for missing or forbidden values, so that a wrongly configured process
 * does not start.
 */
export const readSettings = (given: Environment): Settings => {
  const env = withoutEmpty(given)
  const host = env.HOST ?? '127.0.0.1'
  const demo = env.PALERMO_DEMO !== '0'
  if (demo && !loopback.has(host))
    throw new Error('the demo listens on this machine alone: set PALERMO_DEMO=0 for another HOST')
  const admin = adminListener(env)
  if (demo && admin && !loopback.has(admin.host))
    throw new Error('the demo listens on this machine alone: set PALERMO_DEMO=0 for another ADMIN_HOST')
  const data = env.PALERMO_DATA ?? fileURLToPath(new URL('../../.data', import.meta.url))
  const keysFolder = path.join(data, 'keys')
  return {
    databaseUrl: databaseUrl(env),
    signInSocket: signInSocket(env),
    host,
    port: wholeNumber(env, 'PORT', { usual: 3000, min: 0, max: 65_535 }),
    poolSize: wholeNumber(env, 'PALERMO_POOL', { usual: usualPool, min: 1, max: 1_000 }),
    demo,
    secure: !loopback.has(host) || env.PALERMO_SECURE === '1',
    keysFolder,
    outboundKeys: env.PALERMO_OUTBOUND_KEYS || path.join(keysFolder, 'outbound'),
    documents: {
      folder: path.join(data, 'documents'),
      reserve: wholeNumber(env, 'PALERMO_DOCUMENTS_RESERVE', { usual: 2_000_000_000, min: 0, max: mostBytes }),
      quota: {
        perCompartment: wholeNumber(env, 'PALERMO_FILES_PER_WALL', { usual: 2_000_000_000, min: 0, max: mostBytes }),
        perPersonADay: wholeNumber(env, 'PALERMO_FILES_PER_PERSON', { usual: 1_000_000_000, min: 0, max: mostBytes }),
      },
      scanner: env.PALERMO_SCANNER || undefined,
      inspector: env.PALERMO_INSPECTOR ?? fileURLToPath(new URL('../../.cache/run/inspector.mjs', import.meta.url)),
    },
    mailboxFolder: demo && !env.SMTP_URL ? data : undefined,
    smsFolder: demo && !env.SMS_URL ? data : undefined,
    jwtSecret: env.PALERMO_JWT_SECRET ? Buffer.from(env.PALERMO_JWT_SECRET, 'base64url') : keptSecret(keysFolder),
    trustProxy: readTrustProxy(env.TRUST_PROXY),
    neutralPage: readNeutralPage(env.PALERMO_NEUTRAL_PAGE),
    webFolder: env.PALERMO_WEB ?? fileURLToPath(new URL('../../web/dist/site', import.meta.url)),
    admin,
    drain: wholeNumber(env, 'PALERMO_DRAIN', { usual: 0, min: 0, max: 600 }),
  }
}

/** @throws Error with a sentence for the operator */
const readNeutralPage = (text: string | undefined): string | undefined => {
  if (!text?.trim()) return undefined
  const page = NeutralPage.safeParse(text)
  if (!page.success)
    throw new Error(`PALERMO_NEUTRAL_PAGE takes an address like https://weather.example.org/, not "${text}".`)
  return page.data
}

const databaseUrl = (env: Environment): string => {
  const given = env.DATABASE_API_URL
  if (given) return given
  if (!env.DATABASE_URL) throw new Error('set DATABASE_API_URL, or DATABASE_URL to derive it from')
  return urlFor(env.DATABASE_URL, 'api')
}

/** One secret, stored in the folder, for all processes that share the folder, so that a restart ends no session. */
const keptSecret = (folder: string): Buffer => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, 'tokens.key')
  try {
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFileSync(file)
}

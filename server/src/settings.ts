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
  /** The path of the socket on which the sign-in process answers. */
  signInSocket: string
  host: string
  port: number
  poolSize: number
  demo: boolean
  secure: boolean
  keysFolder: string
  /** The folder with the keys that encrypt secrets of outbound messages for the worker. */
  outboundKeys: string
  documents: DocumentStore & { inspector: string; scanner: string | undefined }
  /**
   * The folder into which the demo's mail server writes its address. If undefined, this mail server is not started, and
   * e-mails go to the configured mail server or are not sent.
   */
  mailboxFolder: string | undefined
  /** The folder into which the demo's text-message gateway writes its address. */
  smsFolder: string | undefined
  jwtSecret: Uint8Array
  trustProxy: TrustProxy
  /** The page to which quick exit leads, unless an administrator sets another page. */
  neutralPage: string | undefined
  webFolder: string
  /** The listener for metrics and the interface description outside the demo; undefined if there is none. */
  admin: Listener | undefined
  /**
   * Seconds for which a stopping process reports that it is not ready before it refuses requests: the time that a proxy
   * needs to notice.
   */
  drain: number
}

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/**
 * The default number of database connections. With more connections than processors, statements would wait for each
 * other, and each connection has its own plans and caches; with fewer, one slow request would delay all others.
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

/** Parses the address of the quick-exit page. @throws Error with a sentence for the operator */
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

/**
 * Returns the secret that is stored in the folder, and creates it if it is missing. All processes that use the folder
 * share the secret, so that a restart ends no session.
 */
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

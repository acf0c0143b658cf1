import { isIP } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { urlFor } from '@palermo/db/roles.ts'
import { adminListener, type Listener } from '@palermo/shared/admin-listener.ts'
import { type Environment, wholeNumber, withoutEmpty } from '@palermo/shared/environment.ts'
import type { Keep } from '@palermo/shared/housekeeping/keep.ts'
import type { OutwardChannel } from '@palermo/shared/notices/choices.ts'
import type { Reach } from './outbound.ts'
import { readGateway, type TextSettings } from './text-gateway.ts'

export interface Settings {
  databaseUrl: string
  queueUrl: string
  /**
   * The URL of Redis for BullMQ, or several addresses of a cluster separated by commas; undefined for BullMQ's
   * PostgreSQL backend.
   */
  redisUrl: string | undefined
  mail: MailSettings
  texts: TextSettings
  /** Maximum deliveries of each channel that start in one second, over all processes. */
  rates: Rates
  /** Allowed webhook destinations besides public addresses: addresses and networks. */
  outbound: Reach
  /**
   * Folder of the keys that decrypt the secrets with which the worker signs messages; the keys decrypt nothing else.
   */
  outboundKeys: string
  /** Folder of the uploaded files. */
  documentsFolder: string
  keep: Keep
  /** Listener for metrics; undefined for none. */
  admin: Listener | undefined
}

export type Rates = Readonly<Record<OutwardChannel | 'webhook', number>>

export interface MailSettings {
  /** `smtp://` or `smtps://`, with user name and password if needed. */
  smtpUrl: string | undefined
  /** File in which the demo's own mail server writes its URL, which changes at each start. */
  mailboxFile: string | undefined
  from: string
  /** The web address for users, without a trailing slash. */
  address: string
}

/**
 * Reads the settings from the environment. Throws for a missing value, so that a wrongly configured process does not
 * start.
 */
export const readSettings = (given: Environment): Settings => {
  const env = withoutEmpty(given)
  const data = env.PALERMO_DATA || fileURLToPath(new URL('../../.data', import.meta.url))
  const demo = env.PALERMO_DEMO !== '0'
  return {
    databaseUrl: loginUrl(env, 'WORKER', 'worker'),
    queueUrl: loginUrl(env, 'QUEUE', 'queue'),
    redisUrl: env.REDIS_URL || undefined,
    mail: {
      smtpUrl: env.SMTP_URL || undefined,
      mailboxFile: demo && !env.SMTP_URL ? path.join(data, 'mailbox') : undefined,
      from: env.MAIL_FROM || 'Palermo <palermo@localhost>',
      address: (env.PALERMO_URL || `http://localhost:${env.PORT || 3000}`).replace(/\/$/, ''),
    },
    texts: {
      gateway: readGateway(env),
      gatewayFile: demo && !env.SMS_URL ? path.join(data, 'sms-gateway') : undefined,
      caps: {
        perPerson: wholeNumber(env, 'SMS_PER_PERSON', { usual: 10, min: 0, max: 999_999 }),
        perDay: wholeNumber(env, 'SMS_PER_DAY', { usual: 500, min: 0, max: 999_999 }),
      },
    },
    rates: {
      email: wholeNumber(env, 'MAIL_PER_SECOND', { usual: 20, min: 1, max: 10_000 }),
      sms: wholeNumber(env, 'SMS_PER_SECOND', { usual: 5, min: 1, max: 10_000 }),
      push: 100,
      webhook: 100,
    },
    outbound: { allowed: networks(env.OUTBOUND_ALLOW) },
    outboundKeys: env.PALERMO_OUTBOUND_KEYS || path.join(data, 'keys', 'outbound'),
    documentsFolder: path.join(data, 'documents'),
    keep: readKeep(env),
    admin: adminListener(env),
  }
}

/** Throws for an invalid network, because a misread network would open or close access without notice. */
const networks = (list = ''): string[] => {
  const named = list.split(',').map((one) => one.trim())
  return named.filter(Boolean).map((one) => {
    const [address, bits, more] = one.split('/')
    const family = isIP(address ?? '')
    const fits =
      bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (family === 6 ? 128 : 32))
    if (family === 0 || !fits || more !== undefined) throw new Error(`OUTBOUND_ALLOW: ${one} is no address or network`)
    return one
  })
}

/** Days after which housekeeping deletes rows that are finished. @throws for an invalid number of days */
export const readKeep = (env: Environment): Keep => ({
  messages: days(env, 'PALERMO_KEEP_MESSAGES', 30),
  deliveries: days(env, 'PALERMO_KEEP_DELIVERIES', 365),
  'outbound-messages': days(env, 'PALERMO_KEEP_DELIVERIES', 365),
  'retry-keys': days(env, 'PALERMO_KEEP_RETRY_KEYS', 30),
  sessions: days(env, 'PALERMO_KEEP_SESSIONS', 90),
})

const days = (env: Environment, name: string, usual: number): number =>
  wholeNumber(env, name, { usual, min: 1, max: 36_500 })

const loginUrl = (env: Environment, name: string, role: 'worker' | 'queue'): string => {
  const given = env[`DATABASE_${name}_URL`]
  if (given) return given
  if (!env.DATABASE_URL) throw new Error(`set DATABASE_${name}_URL, or DATABASE_URL to derive it from`)
  return urlFor(env.DATABASE_URL, role)
}

import type { Db } from '@palermo/db/actor.ts'
import { openSecret, resealSecrets } from '@palermo/db/notices/sealed-secrets.ts'
import {
  takeWebhookMessage,
  type WebhookMessage,
  webhookFailed,
  webhookSent,
} from '@palermo/db/notices/webhook-messages.ts'
import { type Keyring, readKeyring } from '@palermo/db/seal.ts'
import { Webhook } from 'standardwebhooks'
import { drain } from '../drain.ts'
import type { Log } from '../log.ts'
import { NoAnswer, post, type Reach } from '../outbound.ts'
import type { Settings } from '../settings.ts'
import type { Tally } from '../tally.ts'
import type { Sent } from './jobs.ts'

/** Maximum concurrent webhooks of one process while it sends without the queue. */
const concurrent = 6

export type WebhookSettings = Pick<Settings, 'outbound' | 'outboundKeys'>

export interface SigningMeans {
  reach: Reach
  ring: Keyring
}

/**
 * The keys that decrypt the signing secrets, and the network rules. The secrets are first encrypted again with the
 * newest key. Undefined if there is no key; messages then wait.
 */
export const signingMeans = async (
  db: Db,
  { outbound: reach, outboundKeys }: WebhookSettings,
  log: Log,
): Promise<SigningMeans | undefined> => {
  const ring = readKeyring(outboundKeys)
  if (ring === undefined) {
    log.warn('webhooks wait: there is no key to sign with')
    return undefined
  }
  await resealSecrets(db, ring)
  return { reach, ring }
}

/** Sends all due messages without the queue. */
export const planWebhookMessages = async (
  db: Db,
  settings: WebhookSettings,
  tally: Tally,
  log: Log,
  stopping: () => boolean,
): Promise<void> => {
  const means = await signingMeans(db, settings, log)
  if (means === undefined) return
  const next = async () => {
    const message = await takeWebhookMessage(db)
    if (message !== undefined) await sendWebhookMessage(db, means, tally, log, message)
    return message !== undefined
  }
  await drain(concurrent, next, stopping)
}

/** Sends a message that this process holds, and records the result. */
export const sendWebhookMessage = async (
  db: Db,
  means: SigningMeans,
  tally: Tally,
  log: Log,
  message: WebhookMessage,
): Promise<Sent> => {
  const error = await tell(message, means)
  if (error === undefined) {
    await webhookSent(db, message)
    tally.webhooksSent += 1
    return { state: 'done' }
  }
  const state = await webhookFailed(db, message, { error, gone: error === 'HTTP 410' })
  if (state === 'dead') tally.webhooksDead += 1
  else tally.webhooksFailed += 1
  log.warn(
    { webhook: message.webhookId, message: message.id, code: error, tries: message.tries, state },
    'a webhook was not told',
  )
  return { state, code: error }
}

/** Sends a message. @returns the error code; undefined if the receiver accepted the message */
const tell = async (message: WebhookMessage, { reach, ring }: SigningMeans): Promise<string | undefined> => {
  const secrets = secretsIn(message, ring)
  if (secrets === undefined) return 'NO-KEY'
  try {
    const status = await post({ url: message.url, ...signed(message, secrets) }, reach)
    return status >= 200 && status < 300 ? undefined : `HTTP ${status}`
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    return error.code
  }
}

/**
 * The decrypted signing secrets; undefined if a secret cannot be decrypted because its key is lost or its bytes were
 * changed. A new secret must then be set.
 */
const secretsIn = ({ secrets }: WebhookMessage, ring: Keyring): string[] | undefined => {
  try {
    return secrets.map(({ id, sealed }) => openSecret(ring, 'webhook_secrets', id, Buffer.from(sealed, 'base64')))
  } catch {
    return undefined
  }
}

/**
 * The Standard Webhooks scheme: id, time and body are signed together, so that no part can be altered, and a copy of
 * the message sent later is recognised. The content is the event, the record's kind and id, and where to ask: no name,
 * no text, no case.
 */
const signed = ({ id, topic, subjectKind, subjectId, happenedAt }: WebhookMessage, secrets: readonly string[]) => {
  const now = new Date()
  const data = subjectId === null ? {} : { subjectKind, subjectId }
  const body = JSON.stringify({ type: topic, timestamp: happenedAt, data })
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, now, body))
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Palermo-Webhooks/1',
      'webhook-id': id,
      'webhook-timestamp': Math.floor(now.getTime() / 1000),
      'webhook-signature': signatures.join(' '),
    },
  }
}

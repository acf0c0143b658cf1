import { issueToken } from '@palermo/db/accounts/link-jobs.ts'
import type { Db } from '@palermo/db/actor.ts'
import { noteGateway } from '@palermo/db/notices/gateways.ts'
import {
  noteFailed,
  noteNotNeeded,
  noteSent,
  type OutboundMessage,
  takeOutboundMessage,
} from '@palermo/db/notices/outbound-messages.ts'
import { forgetBrowser, keepPushKeys, type PushKeys } from '@palermo/db/notices/push.ts'
import { tell } from '@palermo/db/notices/tell.ts'
import { readKeyring } from '@palermo/db/seal.ts'
import { type OutwardChannel, outwardChannels } from '@palermo/shared/notices/choices.ts'
import { drain } from '../drain.ts'
import type { Log } from '../log.ts'
import type { Reach } from '../outbound.ts'
import type { MailSettings, Settings } from '../settings.ts'
import type { Tally } from '../tally.ts'
import { type Gateway, textGateway } from '../text-gateway.ts'
import { mailServer, sendMail } from './mail.ts'
import { NotSent } from './not-sent.ts'
import { BrowserGone, makePushKeys, sendPush } from './pushes.ts'
import { sendText } from './texts.ts'

/** Writes the notifications of outbox rows; calls `hurry` if a message should be sent at once. */
export const tellJob = async (db: Db, tally: Tally, outboxIds: readonly string[], hurry: () => void): Promise<void> => {
  if (await tell(db, outboxIds)) hurry()
  tally.told += outboxIds.length
}

/** Maximum concurrent messages of one process while it sends without the queue. */
const concurrent = 3

export type OutboundSettings = Pick<Settings, 'mail' | 'texts' | 'outbound' | 'outboundKeys'>

/** The channels that are set up now, and their settings. */
export interface WaysOut {
  mail: MailSettings
  mailServer: string | undefined
  gateway: Gateway | undefined
  keys: PushKeys | undefined
  reach: Reach
}

/**
 * The channels that can send now. E-mails wait until there is a mail server, push messages until there is a signing
 * key, and text messages until there is a gateway.
 */
export const waysOut = async (
  db: Db,
  { mail, texts, outbound: reach, outboundKeys }: OutboundSettings,
): Promise<WaysOut> => {
  const gateway = await textGateway(texts)
  await tellOfGateway(db, gateway !== undefined)
  const ring = readKeyring(outboundKeys)
  const keys = ring && (await keepPushKeys(db, ring, makePushKeys))
  return { mail, mailServer: await mailServer(mail), gateway, keys, reach }
}

export const isOpen = (ways: WaysOut, channel: OutwardChannel): boolean =>
  ({ email: ways.mailServer, sms: ways.gateway, push: ways.keys })[channel] !== undefined

/** Sends all due messages directly, for the time in which the job queue cannot be reached. */
export const sendOutboundMessages = async (
  db: Db,
  settings: OutboundSettings,
  tally: Tally,
  log: Log,
  stopping: () => boolean,
): Promise<void> => {
  const ways = await waysOut(db, settings)
  const next = async () => {
    // The mail server is read before each message, because it may appear or move while messages are sent.
    const now = { ...ways, mailServer: await mailServer(settings.mail) }
    const channels = outwardChannels.filter((channel) => isOpen(now, channel))
    const message = await takeOutboundMessage(db, { channels, texts: settings.texts.caps })
    if (message !== undefined) await sendOne(db, now, tally, log, message)
    return message !== undefined
  }
  await drain(concurrent, next, stopping)
}

const noted = new WeakMap<Db, boolean>()

/** Records for the API whether there is a text-message gateway: once in each process, and when that changes. */
const tellOfGateway = async (db: Db, isThere: boolean) => {
  if (noted.get(db) === isThere) return
  await noteGateway(db, isThere)
  noted.set(db, isThere)
}

/** The result of one attempt to send a message. */
export type Sent = { state: 'done' } | { state: 'failed' | 'dead'; code: string }

/** Sends a message that this process holds, and records the result. */
export const sendOne = async (
  db: Db,
  ways: WaysOut,
  tally: Tally,
  log: Log,
  message: OutboundMessage,
): Promise<Sent> => {
  const link = await linkIn(db, ways.mail, message)
  if (link === undefined) {
    await noteNotNeeded(db, message)
    return { state: 'done' }
  }
  try {
    await sendBy(ways, message, link)
  } catch (error) {
    if (error instanceof BrowserGone) {
      await forget(db, message)
      return { state: 'done' }
    }
    if (!(error instanceof NotSent)) throw error
    const state = await noteFailed(db, message, error.code, error.forever)
    if (state === 'dead') tally.messagesDead += 1
    else tally.messagesFailed += 1
    const { id, channel, tries } = message
    log.warn({ outboundMessage: id, channel, code: error.code, tries, state }, 'an outbound message was not sent')
    return { state, code: error.code }
  }
  await noteSent(db, message)
  tally.messagesSent += 1
  return { state: 'done' }
}

/**
 * Sends a message by its channel. If the channel was available when the message was taken but is not any more, throws a
 * temporary error, so that the message is retried.
 */
const sendBy = (
  { mail, mailServer: server, gateway, keys, reach }: WaysOut,
  message: OutboundMessage,
  link: string,
): Promise<void> => {
  if (message.channel === 'email' && server !== undefined) return sendMail(server, mail, message, link)
  if (message.channel === 'sms' && gateway) return sendText(gateway, message, link)
  if (message.channel === 'push' && keys) return sendPush(keys, { mail, reach }, message)
  throw new NotSent('EAWAY', false)
}

/**
 * Records that the message is not needed and forgets the browser: its owner signed out there or revoked the permission,
 * so the message is neither an error nor retried.
 */
const forget = async (db: Db, message: OutboundMessage) => {
  await noteNotNeeded(db, message)
  if (message.browser) await forgetBrowser(db, message.browser.id)
}

/**
 * The link in a message. The token follows the `#`, because browsers do not send that part, so that no proxy logs it.
 */
const linkIn = async (
  db: Db,
  { address }: MailSettings,
  { id, kind }: OutboundMessage,
): Promise<string | undefined> => {
  if (kind === 'notices') return `${address}/notices`
  if (kind === 'password-changed' || kind === 'account-changed' || kind === 'new-device') return `${address}/account`
  const token = await issueToken(db, id)
  return token === undefined ? undefined : `${address}/choose-password#${token}`
}

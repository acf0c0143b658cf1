import { issueToken } from '@palermo/db/accounts/links.ts'
import type { Db } from '@palermo/db/actor.ts'
import { noteGateway } from '@palermo/db/notices/gateways.ts'
import { type Letter, letterFailed, letterNotNeeded, letterSent, takeLetter } from '@palermo/db/notices/letters.ts'
import { forgetBrowser, keepPushKeys, type PushKeys } from '@palermo/db/notices/push.ts'
import { tell } from '@palermo/db/notices/tell.ts'
import { readKeyring } from '@palermo/db/seal.ts'
import { outwardChannels } from '@palermo/shared/notices/choices.ts'
import { inLanes } from '../lanes.ts'
import type { Log } from '../log.ts'
import type { Reach } from '../outbound.ts'
import type { MailSettings, Settings } from '../settings.ts'
import type { Tally } from '../tally.ts'
import { type Gateway, textGateway } from '../text-gateway.ts'
import { mailServer, sendLetter } from './mail.ts'
import { NotSent } from './not-sent.ts'
import { BrowserGone, makePushKeys, sendPush } from './pushes.ts'
import { sendText } from './texts.ts'

/** Messages of the outbox told; `hurry` where something should leave at once. */
export const tellJob = async (db: Db, tally: Tally, outboxIds: readonly string[], hurry: () => void): Promise<void> => {
  if (await tell(db, outboxIds)) hurry()
  tally.told += outboxIds.length
}

/** Letters that are on their way at once. */
const lanes = 3

/** By which ways something can leave now, and how. */
interface WaysOut {
  mail: MailSettings
  mailServer: string | undefined
  gateway: Gateway | undefined
  keys: PushKeys | undefined
  reach: Reach
}

/**
 * Sends all letters that are due. Without a mail server they wait, and pushes without the key that they are signed with;
 * without a gateway nobody is sent a text message.
 */
export const letterRound = async (
  db: Db,
  { mail, texts, outbound: reach, outboundKeys }: Pick<Settings, 'mail' | 'texts' | 'outbound' | 'outboundKeys'>,
  tally: Tally,
  log: Log,
  stopping: () => boolean,
): Promise<void> => {
  const gateway = await textGateway(texts)
  await tellOfGateway(db, gateway !== undefined)
  const ring = readKeyring(outboundKeys)
  const keys = ring && (await keepPushKeys(db, ring, makePushKeys))
  const next = async () => {
    const ways = { mail, mailServer: await mailServer(mail), gateway, keys, reach }
    const channels = outwardChannels.filter(
      (channel) =>
        (channel !== 'email' || ways.mailServer !== undefined) &&
        (channel !== 'sms' || gateway !== undefined) &&
        (channel !== 'push' || keys !== undefined),
    )
    const letter = await takeLetter(db, { channels, texts: texts.caps })
    if (letter !== undefined) await sendOne(db, ways, tally, log, letter)
    return letter !== undefined
  }
  await inLanes(lanes, next, stopping)
}

const noted = new WeakMap<Db, boolean>()

/** Noted when it changes, and once by each process. */
const tellOfGateway = async (db: Db, isThere: boolean) => {
  if (noted.get(db) === isThere) return
  await noteGateway(db, isThere)
  noted.set(db, isThere)
}

const sendOne = async (db: Db, ways: WaysOut, tally: Tally, log: Log, letter: Letter) => {
  const link = await linkIn(db, ways.mail, letter)
  if (link === undefined) return letterNotNeeded(db, letter)
  try {
    await sendBy(ways, letter, link)
  } catch (error) {
    if (error instanceof BrowserGone) return forget(db, letter)
    if (!(error instanceof NotSent)) throw error
    const state = await letterFailed(db, letter, error.code, error.forever)
    if (state === 'dead') tally.lettersDead += 1
    else tally.lettersFailed += 1
    const { id, channel, tries } = letter
    log.warn({ letter: id, channel, code: error.code, tries, state }, 'a letter was not sent')
    return
  }
  await letterSent(db, letter)
  tally.lettersSent += 1
}

/** Its own way out was there when it was taken; where it has gone meanwhile, it is tried again. */
const sendBy = (
  { mail, mailServer: server, gateway, keys, reach }: WaysOut,
  letter: Letter,
  link: string,
): Promise<void> => {
  if (letter.channel === 'email' && server !== undefined) return sendLetter(server, mail, letter, link)
  if (letter.channel === 'sms' && gateway) return sendText(gateway, letter, link)
  if (letter.channel === 'push' && keys) return sendPush(keys, { mail, reach }, letter)
  throw new NotSent('EAWAY', false)
}

/** Its owner signed out there, or took the permission back: neither a fault nor worth another try. */
const forget = async (db: Db, letter: Letter) => {
  await letterNotNeeded(db, letter)
  if (letter.browser) await forgetBrowser(db, letter.browser.id)
}

/** Where a letter leads. The token stands behind the `#`: browsers send that to nobody, so it is in no log on the way. */
const linkIn = async (db: Db, { address }: MailSettings, { id, kind }: Letter): Promise<string | undefined> => {
  if (kind === 'notices') return `${address}/notices`
  if (kind === 'password-changed' || kind === 'account-changed' || kind === 'new-device') return `${address}/account`
  const token = await issueToken(db, id)
  return token === undefined ? undefined : `${address}/choose-password#${token}`
}

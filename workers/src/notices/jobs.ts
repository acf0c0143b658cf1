import { issueToken } from '@palermo/db/accounts/links.ts'
import type { Db } from '@palermo/db/actor.ts'
import { type Letter, letterFailed, letterNotNeeded, letterSent, takeLetter } from '@palermo/db/notices/letters.ts'
import { tell } from '@palermo/db/notices/tell.ts'
import type { Log } from '../log.ts'
import type { MailSettings } from '../settings.ts'
import type { Tally } from '../tally.ts'
import { mailServer, NotSent, sendLetter } from './mail.ts'

/** Messages of the outbox told; `hurry` where something should leave at once. */
export const tellJob = async (db: Db, tally: Tally, outboxIds: readonly string[], hurry: () => void): Promise<void> => {
  if (await tell(db, outboxIds)) hurry()
  tally.told += outboxIds.length
}

/** Letters that are on their way at once. */
const lanes = 3

/** Sends all letters that are due. Without a mail server they wait. */
export const letterRound = async (
  db: Db,
  mail: MailSettings,
  tally: Tally,
  log: Log,
  stopping: () => boolean,
): Promise<void> => {
  const lane = async () => {
    while (!stopping()) {
      const server = await mailServer(mail)
      const letter = server === undefined ? undefined : await takeLetter(db)
      if (server === undefined || letter === undefined) return
      await sendOne(db, server, mail, tally, log, letter)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

const sendOne = async (db: Db, server: string, mail: MailSettings, tally: Tally, log: Log, letter: Letter) => {
  const link = await linkIn(db, mail, letter)
  if (link === undefined) return letterNotNeeded(db, letter)
  try {
    await sendLetter(server, mail, letter, link)
  } catch (error) {
    if (!(error instanceof NotSent)) throw error
    const state = await letterFailed(db, letter, error.code, error.forever)
    if (state === 'dead') tally.lettersDead += 1
    else tally.lettersFailed += 1
    log.warn({ letter: letter.id, code: error.code, tries: letter.tries, state }, 'a letter was not sent')
    return
  }
  await letterSent(db, letter)
  tally.lettersSent += 1
}

/** Where a letter leads. The token stands behind the `#`: browsers send that to nobody, so it is in no log on the way. */
const linkIn = async (db: Db, { address }: MailSettings, { id, kind }: Letter): Promise<string | undefined> => {
  if (kind === 'notices') return `${address}/notices`
  if (kind === 'password-changed') return `${address}/account`
  const token = await issueToken(db, id)
  return token === undefined ? undefined : `${address}/choose-password#${token}`
}

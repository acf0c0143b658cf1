import { createHash, randomBytes } from 'node:crypto'
import type { LinkState, OpenLink } from '@palermo/shared/accounts/links.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { asActor, asJob, type Db, type RequestContext, readPipelined } from '../actor.ts'
import type { Database } from '../database.ts'
import { flag, number, orNull, rowsOf, text } from '../readers.ts'
import { onSlot } from '../screen.ts'
import type { SlotSql } from '../slots.ts'
import { hashPassword } from './passwords.ts'
import { readPerson } from './people.ts'
import type { Keys } from './sign-in.ts'
import { links } from './table.ts'

const openRows = rowsOf({
  purpose: orNull(links.purpose),
  email: orNull(text),
  expiresAt: links.expiresAt,
  wait: number,
})
const stateRows = rowsOf({
  hasPassword: flag,
  purpose: orNull(links.purpose),
  askedAt: orNull(links.askedAt),
  expiresAt: links.expiresAt,
  usedAt: links.usedAt,
  endedAt: links.endedAt,
})
const usedRows = rowsOf({ used: flag })
const askedRows = rowsOf({ asked: flag })
const countRows = rowsOf({ n: number })
const issuedRows = rowsOf({ issued: flag })

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Requests a password link. The answer is the same for an address without an account. */
export const askLink = async (keys: Keys, email: string): Promise<void> => {
  await onSlot(keys, (sql) => sql`select authz.ask_link(${email})`)
}

/**
 * The purpose of a link, for the holder of its token. Wrong tokens are counted by network.
 * @throws Problem not-found if it was used, replaced or has expired; too-many
 */
export const readLink = async (
  keys: Keys,
  { token, network }: { token: string; network: string },
): Promise<OpenLink> => {
  const [link] = await onSlot(keys, (sql) =>
    openRows(sql`
        select purpose, email, expires_at as "expiresAt", wait from authz.link_of(${hashOf(token)}, ${network})`),
  )
  if (link && link.wait > 0) throw new Problem('too-many', undefined, { retryAfter: link.wait })
  const { purpose, email, expiresAt } = link ?? {}
  if (!purpose || !email || !expiresAt) throw gone()
  return { purpose, email, expiresAt }
}

/** Sets the password, invalidates the link, and ends all sessions of the person. @throws Problem not-found */
export const followLink = async (
  keys: Keys,
  { token, password, network }: { token: string; password: string; network: string },
): Promise<void> => {
  // The slow hash is computed only for a valid token, so that guessing costs the server nothing.
  await readLink(keys, { token, network })
  const hash = await hashPassword(password)
  const [row] = await onSlot(keys, (sql) =>
    usedRows(sql`select authz.use_link(${hashOf(token)}, ${hash}, ${network}) as used`),
  )
  if (!row?.used) throw gone()
}

const gone = () => new Problem('not-found', 'This link was used, replaced by a newer one, or is too old.')

/**
 * E-mails a person a link to choose their own password, and ends the previous link.
 * @throws Problem not-found, not-allowed; wrong-status if the account is disabled
 */
export const sendLink = async (db: Database, who: RequestContext, id: string): Promise<LinkState> => {
  const person = await readPerson(db, who, id)
  if (person.disabledAt !== null) throw new Problem('wrong-status', 'This account is disabled.')
  return asActor(db, who, async (tx) => {
    await tx.sql`select authz.send_link_to(${id})`
    const [state] = await stateOf(tx.sql, id)
    if (!state) throw new Problem('not-found')
    return state
  })
}

/** Whether a person has a password, and the state of their last link. @throws Problem not-found, not-allowed */
export const readLinkState = async (db: Database, who: RequestContext, id: string): Promise<LinkState> => {
  const { actor, rows } = await readPipelined(db, who, (sql) => [
    stateOf(sql, id),
    sql`select from app.people where id = ${id}`,
  ])
  if (actor.function !== 'administrator') throw new Problem('not-allowed')
  const [state] = rows[0]
  if (!state || rows[1].length === 0) throw new Problem('not-found')
  return state
}

const stateOf = (sql: SlotSql, id: string) =>
  stateRows(sql`
  select has_password as "hasPassword", purpose, asked_at as "askedAt", expires_at as "expiresAt", used_at as "usedAt", ended_at as "endedAt"
    from authz.link_state(${id}) where has_password is not null`)

/**
 * Queues an e-mail for each requester who has an account.
 * @returns the number of requests
 */
export const answerLinkRequests = async (db: Db): Promise<number> => {
  const [row] = await onSlot(db, (sql) => askedRows(sql`select authz.links_asked() as asked`))
  if (!row?.asked) return 0
  return asJob(db, { kind: 'links.answered', request: 'links' }, async ({ sql }) => {
    const [done] = await countRows(sql`select authz.answer_link_requests() as n`)
    return done?.n ?? 0
  })
}

/**
 * A new token for an e-mail that this process sends now; only the e-mail contains it.
 * @returns undefined if the link has ended meanwhile and the e-mail is not needed
 */
export const issueToken = (db: Db, letterId: string): Promise<string | undefined> => {
  const token = randomBytes(32).toString('base64url')
  return asJob(db, { kind: 'link.sent', request: letterId }, async ({ sql }) => {
    const [row] = await issuedRows(sql`select authz.issue_token(${letterId}, ${hashOf(token)}) as issued`)
    return row?.issued ? token : undefined
  })
}

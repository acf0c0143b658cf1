import { createHash, randomBytes } from 'node:crypto'
import type { LinkPurpose, LinkState, OpenLink } from '@palermo/shared/accounts/links.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { asActor, asJob, type Db, type RequestContext, readPipelined } from '../actor.ts'
import type { Database } from '../database.ts'
import { onSlot } from '../screen.ts'
import { hashPassword } from './passwords.ts'
import { readPerson } from './people.ts'
import type { Keys } from './sign-in.ts'

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Requests a password link. Answers alike for an address without an account. */
export const askLink = async (keys: Keys, email: string): Promise<void> => {
  await onSlot(keys, (sql) => sql`select authz.ask_link(${email})`)
}

/**
 * The purpose of a link, for the holder of its token. Wrong tokens are counted by the network they come from.
 * @throws Problem not-found where it was used, replaced or is too old; too-many
 */
export const readLink = async (
  keys: Keys,
  { token, network }: { token: string; network: string },
): Promise<OpenLink> => {
  const [link] = await onSlot(
    keys,
    (sql) => sql<(OpenLink & { wait: number })[]>`
      select purpose, email, expires_at as "expiresAt", wait from authz.link_of(${hashOf(token)}, ${network})`,
  )
  if (link && link.wait > 0) throw new Problem('too-many', undefined, { retryAfter: link.wait })
  if (!link?.purpose) throw gone()
  const { purpose, email, expiresAt } = link
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
  const [row] = await onSlot(
    keys,
    (sql) => sql<{ used: boolean }[]>`select authz.use_link(${hashOf(token)}, ${hash}, ${network}) as used`,
  )
  if (!row?.used) throw gone()
}

const gone = () => new Problem('not-found', 'This link was used, replaced by a newer one, or is too old.')

/**
 * Mails a person a link to choose their own password, and ends the previous link.
 * @throws Problem not-found, not-allowed; wrong-status where the account is disabled
 */
export const sendLink = async (db: Database, who: RequestContext, id: string): Promise<LinkState> => {
  const person = await readPerson(db, who, id)
  if (person.disabledAt !== null) throw new Problem('wrong-status', 'This account is disabled.')
  return asActor(db, who, async (tx) => {
    await tx.sql<{ why: LinkPurpose | null }[]>`select authz.send_link_to(${id}) as why`
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

const stateOf = (sql: Parameters<Parameters<typeof onSlot>[1]>[0], id: string) => sql<LinkState[]>`
  select has_password as "hasPassword", purpose, asked_at as "askedAt", expires_at as "expiresAt", used_at as "usedAt", ended_at as "endedAt"
    from authz.link_state(${id}) where has_password is not null`

/** Writes a letter to each who asked for a link and has an account. @returns how many asked */
export const answerLinkRequests = async (db: Db): Promise<number> => {
  const [row] = await onSlot(db, (sql) => sql<{ asked: boolean }[]>`select authz.links_asked() as asked`)
  if (!row?.asked) return 0
  return asJob(db, { kind: 'links.answered', request: 'links' }, async ({ sql }) => {
    const [done] = await sql<{ n: number }[]>`select authz.answer_link_requests() as n`
    return done?.n ?? 0
  })
}

/**
 * A token for this letter, which this process sends now: kept nowhere but in what is sent.
 * @returns undefined where the link has ended meanwhile and the letter is not needed
 */
export const issueToken = (db: Db, letterId: string): Promise<string | undefined> => {
  const token = randomBytes(32).toString('base64url')
  return asJob(db, { kind: 'link.sent', request: letterId }, async ({ sql }) => {
    const [row] = await sql<{ issued: boolean }[]>`select authz.issue_token(${letterId}, ${hashOf(token)}) as issued`
    return row?.issued ? token : undefined
  })
}

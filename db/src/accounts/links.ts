import type { LinkState } from '@palermo/shared/accounts/links.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type RequestContext, read, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { flag, orNull, rowsOf } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { readPerson } from './people.ts'
import { links } from './table.ts'

const stateRows = rowsOf({
  hasPassword: flag,
  purpose: orNull(links.purpose),
  askedAt: orNull(links.askedAt),
  expiresAt: links.expiresAt,
  usedAt: links.usedAt,
  endedAt: links.endedAt,
})

/**
 * E-mails a person a link to choose a password, and invalidates the previous link.
 * @throws Problem not-found, not-allowed; wrong-status if the account is disabled
 */
export const sendLink = async (db: Database, who: RequestContext, id: string): Promise<LinkState> => {
  const person = await readPerson(db, who, id)
  if (person.disabledAt !== null) throw new Problem('wrong-status', 'This account is disabled.')
  return write(db, who, async (tx) => {
    await tx.sql`select authz.send_link_to(${id})`
    const [state] = await stateOf(tx.sql, id)
    if (!state) throw new Problem('not-found')
    return state
  })
}

/**
 * Returns whether a person has a password, and the state of the person's last link.
 * @throws Problem not-found, not-allowed
 */
export const readLinkState = async (db: Database, who: RequestContext, id: string): Promise<LinkState> => {
  const { actor, rows } = await read(db, who, (sql) => [stateOf(sql, id), sql`select from app.people where id = ${id}`])
  if (actor.function !== 'administrator') throw new Problem('not-allowed')
  const [state] = rows[0]
  if (!state || rows[1].length === 0) throw new Problem('not-found')
  return state
}

const stateOf = (sql: SlotSql, id: string) =>
  stateRows(sql`
  select has_password as "hasPassword", purpose, asked_at as "askedAt", expires_at as "expiresAt", used_at as "usedAt", ended_at as "endedAt"
    from authz.link_state(${id}) where has_password is not null`)

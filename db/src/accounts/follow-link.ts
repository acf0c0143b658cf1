import type { OpenLink } from '@palermo/shared/accounts/links.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { flag, number, orNull, rowsOf, text } from '../readers.ts'
import { onSlot } from '../screen.ts'
import { hashOf } from './link-hash.ts'
import { hashPassword } from './passwords.ts'
import type { Keys } from './sign-in.ts'
import { links } from './table.ts'

const openRows = rowsOf({
  purpose: orNull(links.purpose),
  email: orNull(text),
  expiresAt: links.expiresAt,
  wait: number,
})
const usedRows = rowsOf({ used: flag })

/** Requests a password link by e-mail. The answer for an address without an account is the same. */
export const askLink = async (keys: Keys, email: string): Promise<void> => {
  await onSlot(keys, (sql) => sql`select authz.ask_link(${email})`)
}

/**
 * Returns the purpose of a link to the holder of its token. Wrong tokens are counted by the network that sends them.
 * @throws Problem not-found if the link was used, was replaced or has expired; too-many
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
  // The slow hash is computed only after the token was found valid, so that guessed tokens cost the server no time.
  await readLink(keys, { token, network })
  const hash = await hashPassword(password)
  const [row] = await onSlot(keys, (sql) =>
    usedRows(sql`select authz.use_link(${hashOf(token)}, ${hash}, ${network}) as used`),
  )
  if (!row?.used) throw gone()
}

const gone = () => new Problem('not-found', 'This link was used, replaced by a newer one, or is too old.')

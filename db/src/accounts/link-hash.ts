import { createHash } from 'node:crypto'

/**
 * Returns the hash of a link's token. The database stores only this hash, so that a reader of the table cannot use the
 * link.
 */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

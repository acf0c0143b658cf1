import { createHash } from 'node:crypto'

/** Hash of a link's token. The database stores only the hash, so a reader of the table cannot use the link. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

import { createHash } from 'node:crypto'

/** The database stores a link's token only as this hash. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

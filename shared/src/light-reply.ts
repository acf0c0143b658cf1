/**
 * The fields that the reply to an action or a creation always has. It is the whole record where the request says
 * `Prefer: return=representation` (RFC 7240).
 */
export const lightFields = { id: true, version: true, status: true, actions: true } as const

/** Headers of a request that is to be answered with the whole record. */
export const wholeReply = { prefer: 'return=representation' }

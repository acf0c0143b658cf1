/**
 * The fields in every reply to an action or creation. The reply is the whole record instead if the request says
 * `Prefer: return=representation` (RFC 7240).
 */
export const lightFields = { id: true, version: true, status: true, actions: true } as const

/** The headers of a request for a reply with the whole record. */
export const wholeReply = { prefer: 'return=representation' }

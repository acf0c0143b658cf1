import { randomBytes } from 'node:crypto'
import { type Db, write } from '../actor.ts'
import { flag, number, rowsOf } from '../readers.ts'
import { onSlot } from '../screen.ts'
import { hashOf } from './link-hash.ts'

const askedRows = rowsOf({ asked: flag })
const countRows = rowsOf({ n: number })
const issuedRows = rowsOf({ issued: flag })

/** Queues an e-mail with a link for each requested address that has an account. @returns the number of requests */
export const answerLinkRequests = async (db: Db): Promise<number> => {
  const [row] = await onSlot(db, (sql) => askedRows(sql`select authz.links_asked() as asked`))
  if (!row?.asked) return 0
  return write(db, { kind: 'links.answered', request: 'links' }, async ({ sql }) => {
    const [done] = await countRows(sql`select authz.answer_link_requests() as n`)
    return done?.n ?? 0
  })
}

/**
 * Issues a new token for a link e-mail that this process is about to send. Only the e-mail contains the token; the
 * database stores the hash.
 * @returns undefined if the link was used or replaced since the e-mail was queued, so that the e-mail is not needed
 */
export const issueToken = (db: Db, outboundMessageId: string): Promise<string | undefined> => {
  const token = randomBytes(32).toString('base64url')
  return write(db, { kind: 'link.sent', request: outboundMessageId }, async ({ sql }) => {
    const [row] = await issuedRows(sql`select authz.issue_token(${outboundMessageId}, ${hashOf(token)}) as issued`)
    return row?.issued ? token : undefined
  })
}

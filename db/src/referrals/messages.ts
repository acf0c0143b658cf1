import type { Actor } from '@palermo/shared/actor.ts'
import type { ReferralMessage } from '@palermo/shared/referrals/messages.ts'
import type { Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { type Keyring, open, seal } from '../seal.ts'

export interface MessageRow {
  id: string
  kind: ReferralMessage['kind']
  agencyId: string
  authorId: string
  arrivesAt: string | null
  /** Base64, as the screens send it. */
  sealed: string | null
  at: string
}

const placeOf = (id: string) => ({ table: 'referral_messages', field: 'text', id, compartment: 'C1' as const })

export const presentMessage = (ring: Keyring, row: MessageRow, actor: Actor): ReferralMessage => ({
  id: row.id,
  kind: row.kind,
  agencyId: row.agencyId,
  mine: row.authorId === actor.personId,
  text: row.sealed === null ? null : open(ring, placeOf(row.id), Buffer.from(row.sealed, 'base64')),
  arrivesAt: row.arrivesAt,
  at: row.at,
})

interface Fresh {
  id: string
  referralId: string
  kind: ReferralMessage['kind']
  text?: string | undefined
  arrivesAt?: string
}

export const insertMessage = async (
  db: Database,
  tx: Tx,
  actor: Actor,
  { id, referralId, kind, text, arrivesAt }: Fresh,
) => {
  const sealed = text === undefined ? null : seal(db.ring, placeOf(id), text)
  await tx.sql`insert into app.referral_messages (id, referral_id, agency_id, author_id, kind, arrives_at, sealed)
    values (${id}, ${referralId}, ${actor.agencyId}, ${actor.personId}, ${kind}, ${arrivesAt ?? null}, ${sealed})`
}

import type { Actor } from '@palermo/shared/actor.ts'
import type { ReferralMessage } from '@palermo/shared/referrals/messages.ts'
import type { Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { bytes, rowsOf } from '../readers.ts'
import { type Keyring, open, seal } from '../seal.ts'
import { referralMessages } from './table.ts'

export interface MessageRow {
  id: string
  kind: ReferralMessage['kind']
  agencyId: string
  authorId: string
  arrivesAt: string | null
  /** The sealed text in base64. */
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

/** Returns the meeting point that the actor wrote in this referral; null if there is none. */
export const ownMeetingPoint = async (
  db: Database,
  tx: Tx,
  actor: Actor,
  referral: { id: string },
): Promise<string | null> => {
  const [row] = await meetingPointRows(tx.sql`
    select m.id, m.sealed from app.referral_messages m
     where m.referral_id = ${referral.id} and m.kind = 'meeting-point' and m.author_id = ${actor.personId}
     order by m.at desc limit 1`)
  return row ? open(db.ring, placeOf(row.id), row.sealed) : null
}
const meetingPointRows = rowsOf({ id: referralMessages.id, sealed: bytes })

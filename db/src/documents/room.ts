import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import { type RoomRefusal, roomRefusals } from '@palermo/shared/documents/files.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { number, orNull, rowsOf } from '../readers.ts'
import type { SlotSql } from '../slots.ts'

/** Maximum bytes of files: in one compartment of one case, and added by one person within 24 hours. */
export interface Quota {
  perCompartment: number
  perPersonADay: number
}

interface Place {
  /** The case of the file; null for a draft without a case. */
  caseId: string | null
  compartment: OpenCompartment
}

const full = (why: RoomRefusal) =>
  new Problem('no-room', undefined, { errors: [{ pointer: '/file', detail: roomRefusals[why], code: why }] })

/** The rows of bytes used so far; null if the actor has no access to the compartment. */
const takenRows = rowsOf({ whole: orNull(number), mine: orNull(number) })

/**
 * Checks that a file of `size` bytes fits into the quota.
 * @throws Problem no-room
 */
export const checkRoom = async (sql: SlotSql, quota: Quota, { caseId, compartment }: Place, size: number) => {
  const [taken] = await takenRows(sql`select whole, mine from app.room_taken(${caseId}, ${compartment})`)
  if (!taken) return
  if ((taken.whole ?? 0) + size > quota.perCompartment) throw full('case-full')
  if ((taken.mine ?? 0) + size > quota.perPersonADay) throw full('person-full')
}

/**
 * Checks the quota for a file that is about to be stored. Takes a lock, so that files stored at the same time count
 * each other.
 */
export const takeRoom = async (sql: SlotSql, quota: Quota, place: Place, size: number): Promise<void> => {
  await sql`select app.wait_for_turn(${`files ${place.caseId} ${place.compartment}`}), authz.person_id()`
  await checkRoom(sql, quota, place, size)
}

import { answerLinkRequests } from '@palermo/db/accounts/links.ts'
import { unassignAllFormerStaff } from '@palermo/db/accounts/people.ts'
import type { Db } from '@palermo/db/actor.ts'
import type { Log } from '../log.ts'

/** Nothing stays in the name of somebody who has left, though it was given to them in that very moment. */
export const unassignWorkOfFormerStaff = async (db: Db, log: Log): Promise<void> => {
  const people = await unassignAllFormerStaff(db)
  if (people > 0) log.info({ people }, 'work of people who have left was handed back')
}

/** Writes to those who forgot their password; `hurry` where there are letters now. */
export const linkRound = async (db: Db, hurry: () => void): Promise<void> => {
  if ((await answerLinkRequests(db)) > 0) hurry()
}

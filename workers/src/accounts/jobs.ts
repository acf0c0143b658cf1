import { unassignAllFormerStaff } from '@palermo/db/accounts/former-staff.ts'
import { answerLinkRequests } from '@palermo/db/accounts/link-jobs.ts'
import type { Db } from '@palermo/db/actor.ts'
import type { Log } from '../log.ts'

/** Unassigns work that was given to a person while their account was being ended. */
export const unassignWorkOfFormerStaff = async (db: Db, log: Log): Promise<void> => {
  const people = await unassignAllFormerStaff(db)
  if (people > 0) log.info({ people }, 'work of people who have left was handed back')
}

/** Answers requests for a password link by creating the links; calls `hurry` if messages wait to be sent. */
export const sendLinks = async (db: Db, hurry: () => void): Promise<void> => {
  if ((await answerLinkRequests(db)) > 0) hurry()
}

import { defaultsIn } from '@palermo/shared/jurisdictions/complete.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import type { RecordTypeList } from '@palermo/shared/records/contract.ts'
import { explainType } from '@palermo/shared/records/explain.ts'
import { type Db, type RequestContext, write } from '../actor.ts'
import { readRulebook } from '../rulebook.ts'

/**
 * Explains all record types, with the party that owes each deadline under the profile in force, for administrators.
 * @throws Problem not-allowed
 */
export const readRecordTypes = (db: Db, who: RequestContext): Promise<RecordTypeList> =>
  write(db, who, async ({ sql }, actor) => {
    if (actor.function !== 'administrator') throw new Problem('not-allowed')
    const { profile } = await readRulebook(sql)
    return { profile: profile.name, items: recordTypes.map((type) => explainType(type, profile, defaultsIn(profile))) }
  })

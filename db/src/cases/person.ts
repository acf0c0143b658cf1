import type { Actor } from '@palermo/shared/actor.ts'
import type { ActOnCase, Identity, PersonChange } from '@palermo/shared/cases/contract.ts'
import { personFields } from '@palermo/shared/cases/person.ts'
import { caseWorkflow } from '@palermo/shared/cases/record.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { type RequestContext, read, type Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { orNull, rowsOf, text } from '../readers.ts'
import type { Rulebook } from '../rulebook.ts'
import { blindTokens, type Keyring, open, seal } from '../seal.ts'
import { transition } from '../transition.ts'
import { type CaseDocument, caseSubject, identityOf } from './queries.ts'
import { personChanges } from './table.ts'

const placeOf = (id: string) => ({ table: 'person_changes', field: 'before', id, compartment: 'C1' }) as const

/**
 * Writes corrected identity fields of the person and stores the earlier values.
 * @throws Problem invalid if no field changes
 */
export const correctPerson = async (
  { ring }: Pick<Database, 'ring'>,
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  row: CaseDocument,
  input: Extract<ActOnCase, { action: 'correct-person' }>,
): Promise<void> => {
  if (!row.identity) throw new Problem('not-allowed')
  const before = identityOf(ring, row.id, row.identity.sealed)
  const changed = personFields.filter((field) => input[field] !== undefined && input[field] !== before[field])
  if (changed.length === 0)
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/because', detail: 'changes nothing' }] })
  const now: Identity = { ...before, ...Object.fromEntries(changed.map((field) => [field, input[field]])) }
  const { because } = input
  await transition(tx, actor, rules, caseWorkflow, caseSubject(row, actor), input, { changes: { because } })
  const id = v7()
  const kept = JSON.stringify(Object.fromEntries(changed.map((field) => [field, before[field]])))
  await tx.sql`insert into app.person_changes (id, case_id, because, before, agency_id, person_id)
    values (${id}, ${row.id}, ${because}, ${seal(ring, placeOf(id), kept)}, ${actor.agencyId}, ${actor.personId})`
  const sealed = seal(
    ring,
    { table: 'case_persons', field: 'identity', id: row.id, compartment: 'C1' },
    JSON.stringify(now),
  )
  await tx.sql`update app.case_persons set birth_year = ${now.birthYear}, sex = ${now.sex}, nationality = ${now.nationality},
    identity = ${sealed} where case_id = ${row.id}`
  // Search tokens of the earlier name are kept, since a user who searches before opening a case may know the person by
  // either name.
  const tokens = blindTokens(ring, [now.callName ?? '', now.fullName ?? ''], now.birthYear)
  await tx.sql`insert into app.case_tokens (case_id, token)
    select distinct ${row.id}::uuid, decode(t, 'hex') from unnest(${tokens}::text[]) t on conflict do nothing`
}

const changeRows = rowsOf({
  id: personChanges.id,
  at: personChanges.at,
  because: personChanges.because,
  before: text,
  authorId: personChanges.personId,
  agencyName: orNull(text),
  personName: orNull(text),
})

/**
 * Lists earlier identity fields of the person, newest first. A hidden case, a missing case and a reader without access
 * to C1 give the same `not-found`.
 */
export const readPersonChanges = async (
  db: Database & { ring: Keyring },
  who: RequestContext,
  id: string,
): Promise<{ items: PersonChange[] }> => {
  const { actor, rows } = await read(db, who, (sql) => [
    sql`select 1 from app.case_persons where case_id = ${id}`,
    changeRows(sql`
      select p.id, p.at, p.because, encode(p.before, 'base64') as before, p.person_id as "authorId", a.label as "agencyName",
          case when p.agency_id = (select agency_id from authz.me) then s.name end as "personName"
        from app.person_changes p left join app.agencies a on a.id = p.agency_id and authz.knows(p.case_id, p.agency_id)
          left join app.people s on s.id = p.person_id
       where p.case_id = ${id} order by p.at desc, p.id desc limit 100`),
  ])
  if (rows[0].length === 0) throw new Problem('not-found')
  return {
    items: rows[1].map(({ authorId, before, ...change }) => ({
      ...change,
      mine: authorId === actor.personId,
      before: JSON.parse(open(db.ring, placeOf(change.id), Buffer.from(before, 'base64'))),
    })),
  }
}

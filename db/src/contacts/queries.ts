import type { Identity } from '@palermo/shared/cases/contract.ts'
import type { Contact, ContactLog, ContactQuery } from '@palermo/shared/contacts/contract.ts'
import { triedWays } from '@palermo/shared/contacts/terms.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type RequestContext, read } from '../actor.ts'
import type { Database } from '../database.ts'
import { cursorOf, pageFrom } from '../keyset.ts'
import { document, flag, number, orNull, type RowRead, rowsOf, someOf, text } from '../readers.ts'
import { open } from '../seal.ts'
import type { SlotSql } from '../slots.ts'
import { openText, SealedRow } from '../texts.ts'
import { contacts } from './table.ts'

export const readContactRows = rowsOf({
  id: contacts.id,
  caseId: contacts.caseId,
  way: contacts.way,
  outcome: contacts.outcome,
  safe: contacts.safe,
  agencyName: orNull(text),
  personName: orNull(text),
  personId: contacts.personId,
  at: contacts.at,
  struck: flag,
  words: orNull(document(SealedRow)),
})
type ContactRow = RowRead<typeof readContactRows>

export const contactRows = (sql: SlotSql) => sql`
  select k.id, k.case_id as "caseId", k.way, k.outcome, k.safe, a.label as "agencyName", p.name as "personName", k.person_id as "personId",
      k.at, k.struck_at is not null as struck,
      (select json_build_object('id', t.id, 'compartment', t.compartment, 'field', t.field, 'sealed', encode(t.sealed, 'base64'),
          'ownerAgencyId', t.owner_agency_id, 'at', t.at) from app.texts_c1 t where t.subject_id = k.id) as words
    from app.contacts k left join app.agencies a on a.id = k.agency_id and authz.knows(k.case_id, k.agency_id)
    left join app.people p on p.id = k.person_id`

export const presentContact = (db: Pick<Database, 'ring'>, row: ContactRow, reader: string): Contact => {
  const { words, personId, ...shown } = row
  return { ...shown, mine: personId === reader, note: words ? openText(db.ring, words).text : null }
}

const standingRows = rowsOf({
  near: flag,
  identity: orNull(text),
  inVain: number,
  lastReachedAt: orNull(contacts.at),
  unsafeWays: someOf(triedWays),
})

/**
 * Lists the contact log of one case, for readers of C1.
 * @throws Problem not-found; not-allowed for a reader of the case without access to C1; bad-request
 */
export const readContacts = async (db: Database, who: RequestContext, query: ContactQuery): Promise<ContactLog> => {
  const [at, id] = cursorOf(query.cursor)
  const { actor, rows } = await read(db, who, (sql) => [
    standingRows(sql`
      select authz.in_case(c.id, 'C1') as near,
          (select encode(i.identity, 'base64') from app.case_persons i where i.case_id = c.id) as identity,
          (select count(*)::int from app.contacts k where k.case_id = c.id and k.struck_at is null and k.outcome <> 'reached'
            and k.at > coalesce(r.at, '-infinity')) as "inVain",
          r.at as "lastReachedAt",
          array(select l.way from (select distinct on (k.way) k.way, k.safe from app.contacts k
              where k.case_id = c.id and k.struck_at is null and k.safe in ('yes', 'no') order by k.way, k.at desc) l
            where l.safe = 'no' order by l.way) as "unsafeWays"
        from app.cases c left join lateral (select max(k.at) as at from app.contacts k
          where k.case_id = c.id and k.struck_at is null and k.outcome = 'reached') r on true
       where c.id = ${query.caseId}`),
    readContactRows(sql`${contactRows(sql)}
      where k.case_id = ${query.caseId} and (${at}::timestamptz is null or (k.at, k.id) < (${at}::timestamptz, ${id}::uuid))
      order by k.at desc, k.id desc limit ${query.limit + 1}`),
  ])
  const [standing] = rows[0]
  if (!standing) throw new Problem('not-found')
  if (!standing.near) throw new Problem('not-allowed')
  const { identity, inVain, lastReachedAt, unsafeWays } = standing
  const page = pageFrom(rows[1], query.limit, (row) => [row.at, row.id])
  return {
    items: page.items.map((row) => presentContact(db, row, actor.personId)),
    nextCursor: page.nextCursor,
    inVain,
    lastReachedAt,
    unsafeWays,
    safeContact: identity === null ? null : safeContactOf(db, query.caseId, identity),
  }
}

const safeContactOf = (db: Database, caseId: string, sealed: string): string | null => {
  const place = { table: 'case_persons', field: 'identity', id: caseId, compartment: 'C1' } as const
  return (JSON.parse(open(db.ring, place, Buffer.from(sealed, 'base64'))) as Identity).safeContact
}

import { type Body, type Merged, mergeBodies, type NamedRow } from '@palermo/shared/agencies/merge.ts'
import type { Sql, TransactionSql } from 'postgres'
import { v7 } from 'uuid'
import { rowsOf } from '../readers.ts'
import { agencyIdentities } from './table.ts'

export interface AgencyImport extends Merged {
  /** The agencies that were missing in the directory. */
  added: Body[]
}

const knownRows = rowsOf({ name: agencyIdentities.name, aliases: agencyIdentities.aliases })

/**
 * Adds the agencies that the rows name and the directory lacks, all or none. A new agency accepts no referrals until
 * one of its members has an account. A protected provider is recognised by its true name, so that it is not added a
 * second time without protection.
 */
export const importAgencies = (
  owner: Sql,
  rows: readonly NamedRow[],
  { dryRun }: { dryRun: boolean },
): Promise<AgencyImport> =>
  owner.begin(async (sql) => {
    // A concurrent import waits here and then finds the agencies that the earlier import added.
    await sql`lock table app.agencies in share row exclusive mode`
    const known = await knownRows(sql`
      select coalesce(i.name, a.label) as name, a.aliases || coalesce(i.aliases, '{}') as aliases
        from app.agencies a left join app.agency_identities i on i.agency_id = a.id`)
    const merged = mergeBodies(rows, { known })
    const added = merged.bodies.filter((body) => !body.known)
    if (!dryRun && added.length > 0) await addBodies(sql, added)
    return { ...merged, added }
  })

const addBodies = async (sql: TransactionSql, bodies: readonly Body[]): Promise<void> => {
  const rows = bodies.map(({ name, sector, aliases }) => ({ id: v7(), name, sector, aliases }))
  await sql`
    with bodies as (
      select b.id, b.name, b.sector, array(select jsonb_array_elements_text(b.aliases)) as aliases
        from jsonb_to_recordset(${sql.json(rows)}) as b(id uuid, name text, sector text, aliases jsonb)),
    listed as (
      insert into app.agencies (id, label, sector, aliases, zone, takes_referrals)
        select b.id, b.name, b.sector, b.aliases, t.zone, false from bodies b, app.task_force t returning id)
    insert into app.agency_identities (agency_id, name, aliases)
      select b.id, b.name, b.aliases from bodies b join listed l on l.id = b.id`
}

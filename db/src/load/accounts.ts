import type { Sql } from 'postgres'

/** Sets the password of all loaded accounts, which belong to no real person, to the one with this hash. */
export const openAccounts = async (owner: Sql, hash: string): Promise<void> => {
  await owner`
    insert into authz.credentials (person_id, hash) select p.id, ${hash} from app.people p where p.email like '%@load.test'
    on conflict (person_id) do nothing`
}

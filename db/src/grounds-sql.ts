import { legalBases, purposes } from '@palermo/shared/lawful-grounds.ts'
import { word } from './actions-sql.ts'

const list = (names: readonly string[]) => names.map((name) => `'${word(name)}'`).join(', ')

/** Returns the text of `db/objects/generated/grounds.sql`. */
export const groundsSql =
  (): string => `-- Written by \`npm run db:generate\` from shared/src/lawful-grounds.ts: edit that, not this file.

create or replace function app.is_lawful_ground(purpose text, legal_basis text) returns boolean language sql immutable set search_path = '' as $$
  select coalesce(purpose in (${list(purposes)})
    and legal_basis in (${list(legalBases)}), false)
$$;
comment on function app.is_lawful_ground is
  'Whether access may have this purpose and this legal basis. shared/src/lawful-grounds.ts lists both.';
`

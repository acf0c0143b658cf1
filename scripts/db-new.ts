// `npm run db:new <name>`: creates the next migration file.
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './command.ts'

const [name] = process.argv.slice(2)
if (name === undefined || !/^[a-z0-9]+([-_][a-z0-9]+)*$/.test(name)) {
  console.error('Usage: npm run db:new <name>, in small letters, for instance: npm run db:new hearings')
  process.exit(1)
}

const folder = path.join(root, 'db', 'migrations')
const numbers = readdirSync(folder).map((file) => Number(file.match(/^(\d{4})_.*\.sql$/)?.[1] ?? 0))
const next = String(Math.max(0, ...numbers) + 1).padStart(4, '0')
const file = path.join(folder, `${next}_${name.replaceAll('-', '_')}.sql`)
writeFileSync(
  file,
  `-- What this changes, and why. Structure alone: tables, columns, keys, constraints, indexes, types. Row security, policies, triggers,
-- functions, views and grants stand in db/objects/<capability>/, and are applied in the same transaction.
--
-- A table of a tenant: agency_id on it, an index on every foreign key. Locks: none that blocks readers for longer than a moment.
set role palermo_definer;

reset role;
`,
  { flag: 'wx' },
)
console.log(path.relative(root, file))

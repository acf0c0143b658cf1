// `npm run db:new <name>`: writes the next migration from the changes in the `table.ts` files. With `--by-hand` the
// author writes the statements.
import { writeMigration } from './migration.ts'

const [name, flag] = process.argv.slice(2)
if (name === undefined || !/^[a-z0-9]+([-_][a-z0-9]+)*$/.test(name) || (flag !== undefined && flag !== '--by-hand')) {
  console.error('Usage: npm run db:new <name> [-- --by-hand], in small letters, for instance: npm run db:new hearings')
  process.exit(1)
}

try {
  console.log(await writeMigration(name, { byHand: flag !== undefined }))
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}
Where this is a rename, write it by hand: npm run db:new ${name} -- --by-hand. Otherwise make two migrations.`)
  process.exit(1)
}

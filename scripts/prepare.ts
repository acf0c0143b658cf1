// The step of a deployment before its processes begin, with the migration login that none of them is given: brings the
// database up to date, and founds the task force in one that holds none.
import { linesOf, migrate } from '@palermo/db/migrate.ts'
import { foundOnce } from './found.ts'
import { readSettingsOrEnd } from './settings.ts'

const settings = readSettingsOrEnd()
const { databaseUrl } = settings
if (databaseUrl === undefined) {
  console.error('Set DATABASE_URL to the migration login.')
  process.exit(1)
}
for (const line of linesOf(await migrate(databaseUrl))) console.log(line)
console.log('The database is up to date.')
await foundOnce(settings, console.log)({ migrationUrl: () => databaseUrl, stop: async () => undefined })

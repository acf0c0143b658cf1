// The deployment step before the processes start, with the migration login that none of them is given: updates the
// database, and founds the task force in an empty one.
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

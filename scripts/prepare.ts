// A step of a deployment before its processes start, with the migration login, which no process has: updates the
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

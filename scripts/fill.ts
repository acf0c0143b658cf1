// Run by `system.ts` as a process of its own, since what it loads is needed only once: updates the database, then tells
// the demo or founds the task force in an empty one. Sends each line of output to the process that started it.
import { linesOf, migrate } from '@palermo/db/migrate.ts'
import { type Database, givenLogins } from './database.ts'
import { buildDemoOnce } from './demo.ts'
import { type FillLine, migrationUrlVariable } from './filling.ts'
import { foundOnce } from './found.ts'
import { readSettingsOrEnd } from './settings.ts'

/** The starter has ended, and with it the database. */
const endWithStarter = () => process.exit(1)
process.once('disconnect', endWithStarter)
const send = (line: FillLine) => void process.send?.(line)
const log = (text: string) => send({ kind: 'log', text })

const settings = readSettingsOrEnd()
const url = process.env[migrationUrlVariable] ?? ''
const database: Database = { migrationUrl: () => url, stop: async () => undefined }
try {
  for (const line of linesOf(await migrate(url, undefined, undefined, givenLogins()))) log(line)
  log('The database is up to date.')
  await buildDemoOnce(settings, log)(database)
  await foundOnce(settings, log, (text) => send({ kind: 'print', text }))(database)
} catch (error) {
  send({ kind: 'failed', text: error instanceof Error ? error.message : String(error) })
  process.exitCode = 1
}
process.off('disconnect', endWithStarter)
process.disconnect?.()

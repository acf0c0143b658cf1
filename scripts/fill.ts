// Run by `system.ts` as a separate process, because this code is needed only once at a start. Updates the database,
// then fills an empty one with the demo or founds the task force. Sends each line of output to the parent process.
import { linesOf, migrate } from '@palermo/db/migrate.ts'
import { type Database, givenLogins } from './database.ts'
import { buildDemoOnce } from './demo.ts'
import { type FillLine, migrationUrlVariable } from './filling.ts'
import { foundOnce } from './found.ts'
import { readSettingsOrEnd } from './settings.ts'

/** Ends this process, because the parent process has ended and the database with it. */
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

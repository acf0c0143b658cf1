// `npm run db:reset`: deletes all data on this machine: embedded database, keys, logs. Asks for confirmation, unless
// `--yes` is given. A database named by DATABASE_URL is not touched.
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { settle } from '@palermo/db/embedded/place.ts'
import { endAbandoned } from '@palermo/db/embedded.ts'
import { whoRuns } from './running.ts'
import { readSettingsOrEnd } from './settings.ts'

const { dataFolder } = readSettingsOrEnd()
const running = whoRuns(dataFolder)
if (running) end(`The system runs (process ${running.pid}). Stop it first.`)

const { folder } = await settle(dataFolder)
const folders = [...new Set([dataFolder, folder])]
if (!process.argv.includes('--yes') && !(await agreed())) end('Nothing was changed.')
await endAbandoned(dataFolder)
for (const each of folders) await rm(each, { recursive: true, force: true })
console.log(`Removed: ${folders.join(', ')}`)

async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) end('There is no terminal to ask on. Say --yes to remove everything without being asked.')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`This removes ${folders.join(' and ')} for good. Type "remove" to go on: `)
  terminal.close()
  return answer.trim() === 'remove'
}

function end(message: string): never {
  console.error(message)
  process.exit(1)
}

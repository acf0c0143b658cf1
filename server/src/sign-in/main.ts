import { constants, setPriority } from 'node:os'
import { logDestination } from '@palermo/db/log-destination.ts'
import { openSlots } from '@palermo/db/slots.ts'
import { openSignIn } from './answers.ts'
import { listenForQuestions } from './listener.ts'
import { readSignInSettings } from './settings.ts'

/**
 * The sign-in process, the only process whose database login reads password hashes and opens sessions. It has no key
 * for sealed texts, no signing secret and no port.
 */
const settings = readSignInSettings(process.env)
// Password hashing must not slow down the requests of signed-in users on the same machine.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
const log = logDestination()
const slots = openSlots(settings.databaseUrl, { size: settings.atOnce + 4, name: 'palermo-keys' })
const listening = await listenForQuestions(openSignIn({ slots }, settings), settings.socket, (error) => {
  const { message } = error instanceof Error ? error : { message: 'not an error' }
  log.write(`${JSON.stringify({ level: 50, time: Date.now(), part: 'sign-in', msg: message })}\n`)
})

const stop = async () => {
  await listening.close()
  await slots.end()
  process.exit(0)
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
process.send?.('working')

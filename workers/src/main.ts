import type { Listener } from '@palermo/shared/admin-listener.ts'
import { openLog } from './log.ts'
import { readSettings } from './settings.ts'
import { startWorkers } from './start.ts'

/**
 * The worker process has the database logins of the worker and of the queue but no key for sealed texts, so it cannot
 * read the contents of compartments.
 */
const log = openLog(process.env.LOG_LEVEL || undefined)
const settings = readSettings(process.env)
const running = await startWorkers(settings, log)
const stopMetrics = settings.admin === undefined ? undefined : await serve(settings.admin)
log.info({ queue: settings.redisUrl === undefined ? 'postgres' : 'redis' }, 'working')

async function serve(listener: Listener) {
  const { serveMetrics } = await import('./metrics.ts')
  return serveMetrics(listener, running.db, running.tally)
}

const stop = async () => {
  await stopMetrics?.()
  await running.stop()
  process.exit(0)
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
// Tells the parent process that this process is working; the parent may end this process right after the message.
process.send?.('working')

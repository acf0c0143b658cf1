import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Settings } from '@palermo/workers/settings.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const tsx = createRequire(path.join(root, 'package.json')).resolve('tsx')

const living = new Set<ChildProcess>()

/**
 * Starts a worker process as in operation, which tests may kill at any moment. Resolves when the process is working.
 */
export const aWorkerProcess = async (settings: Settings, more: NodeJS.ProcessEnv = {}): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['--import', tsx, path.join(root, 'workers/src/main.ts')], {
    stdio: ['ignore', 'ignore', process.env.PALERMO_TEST_LOG === '1' ? 'inherit' : 'ignore', 'ipc'],
    env: {
      ...process.env,
      DATABASE_URL: '',
      DATABASE_WORKER_URL: settings.databaseUrl,
      DATABASE_QUEUE_URL: settings.queueUrl,
      REDIS_URL: settings.redisUrl ?? '',
      SMTP_URL: settings.mail.smtpUrl ?? '',
      PALERMO_URL: settings.mail.address,
      OUTBOUND_ALLOW: settings.outbound.allowed.join(','),
      PALERMO_DEMO: '0',
      PALERMO_OUTBOUND_KEYS: settings.outboundKeys,
      LOG_LEVEL: 'silent',
      ...more,
    },
  })
  living.add(child)
  child.once('exit', () => living.delete(child))
  const early = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the worker ended with ${code}`)))
  await Promise.race([once(child, 'message'), early])
  early.catch(() => {})
  return child
}

/** Kills the workers that a failed test left running, because they would do the work of the next test. */
export const killAll = async (): Promise<void> => {
  await Promise.all([...living].map(kill))
}

export const kill = async (child: ChildProcess): Promise<void> => {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

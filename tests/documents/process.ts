import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { urlFor } from '@palermo/db/roles.ts'
import { vi } from 'vitest'
import { aSignInProcess } from '../accounts/sign-in-process.ts'
import { password, type TaskForce, type TestPerson } from '../task-force.ts'
import { freePort } from '../workers/free-port.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const tsx = createRequire(path.join(root, 'package.json')).resolve('tsx')

export interface ApiProcess {
  child: ChildProcess
  address: string
  data: string
  /** The folder of the stored files. */
  folder: string
  /** Signs in and returns the authorization header. */
  signIn(person: TestPerson): Promise<string>
  /** Sends a form piece by piece, as a slow network does; aborts after `until` bytes. */
  send(authorization: string, path: string, form: { type: string; body: Buffer }, until?: number): Promise<number>
  /** Returns the most memory in MiB that the process used since the last `forget` (Linux: VmHWM). */
  peak(): number
  forget(): void
  kill(): Promise<void>
  end(): Promise<void>
}

/**
 * Starts an API process as in production, on the database of the task force, with its own files and keys.
 * @param data the data folder of an earlier process, whose files and keys the new process takes over
 */
export const anApiProcess = async (
  force: TaskForce,
  data = mkdtempSync(path.join(tmpdir(), 'palermo-api-')),
): Promise<ApiProcess> => {
  const port = await freePort()
  const socket = path.join(data, 'sign-in.sock')
  const signIn = await aSignInProcess(force.url, socket)
  const child = spawn(process.execPath, ['--import', tsx, path.join(root, 'server/src/main.ts')], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DATABASE_API_URL: urlFor(force.url, 'api'),
      PALERMO_SIGN_IN: socket,
      PALERMO_DATA: data,
      PALERMO_DEMO: '0',
      PALERMO_INSPECTOR: force.documents.inspector,
      PALERMO_DOCUMENTS_RESERVE: '0',
      HOST: '127.0.0.1',
      PORT: String(port),
    },
  })
  const address = `http://127.0.0.1:${port}`
  await vi.waitFor(async () => (await fetch(`${address}/api/ready`)).json(), { timeout: 50_000, interval: 50 })
  const status = () => readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return {
    child,
    address,
    data,
    folder: path.join(data, 'documents'),
    async signIn({ email }) {
      const body = JSON.stringify({ email, password })
      const headers = { 'content-type': 'application/json' }
      const entered = await fetch(`${address}/api/sign-in`, { method: 'POST', headers, body })
      return `Bearer ${((await entered.json()) as { accessToken: string }).accessToken}`
    },
    send: (authorization, to, { type, body }, until = body.length) =>
      new Promise((resolve, reject) => {
        const headers = {
          authorization,
          'content-type': type,
          'content-length': body.length,
          'idempotency-key': crypto.randomUUID(),
        }
        const asked = request(`${address}/api${to}`, { method: 'POST', headers })
        asked.on('response', (reply) => {
          reply.resume()
          reply.on('end', () => resolve(reply.statusCode ?? 0))
        })
        asked.on('error', reject)
        const write = async () => {
          for (let at = 0; at < until; at += 65_536) {
            if (!asked.write(body.subarray(at, Math.min(at + 65_536, until)))) await once(asked, 'drain')
          }
          if (until < body.length) asked.destroy(new Error('the sender went away'))
          else asked.end()
        }
        write().catch(reject)
      }),
    peak: () => Number(/^VmHWM:\s+(\d+) kB/m.exec(status())?.[1]) / 1024,
    forget: () => writeFileSync(`/proc/${child.pid}/clear_refs`, '5'),
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await Promise.all([gone, signIn.kill()])
    },
    async end() {
      await signIn.kill()
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit')
        child.kill('SIGTERM')
        await gone
      }
      rmSync(data, { recursive: true, force: true })
    },
  }
}

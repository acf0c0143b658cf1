import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { urlFor } from '@palermo/db/roles.ts'
import { expect, vi } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const tsx = createRequire(path.join(root, 'package.json')).resolve('tsx')

export interface SignInProcess {
  child: ChildProcess
  kill(): Promise<void>
}

const sources = ['--import', tsx, path.join(root, 'server/src/sign-in/main.ts')]

/**
 * Starts the sign-in process, from its sources or with the given arguments of Node, and waits until it answers on its
 * socket.
 */
export const aSignInProcess = async (
  url: string,
  socket: string,
  env: Record<string, string> = {},
  args: readonly string[] = sources,
): Promise<SignInProcess> => {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env.PATH, DATABASE_KEYS_URL: urlFor(url, 'keys'), PALERMO_SIGN_IN: socket, ...env },
  })
  await vi.waitFor(async () => expect((await ask(socket, 'GET', '/health')).status).toBe(200), {
    timeout: 50_000,
    interval: 50,
  })
  return {
    child,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** Sends any request to the sign-in process, as every process that can open the socket could. */
export const ask = (socketPath: string, method: string, to: string, body?: unknown) =>
  new Promise<{ status: number; body: unknown }>((resolve, reject) => {
    const asked = request({ socketPath, path: to, method, agent: false }, (reply) => {
      let text = ''
      reply.on('data', (piece) => {
        text += piece
      })
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, body: JSON.parse(text) }))
    })
    asked.on('error', reject)
    asked.end(body === undefined ? undefined : JSON.stringify(body))
  })

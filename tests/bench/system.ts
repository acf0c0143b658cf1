import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { settle } from '@palermo/db/embedded/place.ts'
import { isAlive } from '@palermo/db/embedded/postmaster.ts'
import { endAbandoned } from '@palermo/db/embedded.ts'
import { demoPassword } from '@palermo/server/demo/cast.ts'
import { SignedIn } from '@palermo/shared/accounts/contract.ts'
import { atEnd } from './ends.ts'
import { type Process, treeOf } from './processes.ts'

/** A running `npm start`. */
export interface System {
  address: string
  /** Milliseconds from the start of npm to the first successful answer of `/api/ready`. */
  readyAfter: number
  /** Returns npm and all its descendant processes that run now. */
  processes(): Process[]
  /** Ends npm and its descendants as Ctrl-C does, and waits until all are gone. */
  stop(): Promise<void>
}

const port = 3903
const patience = 15 * 60_000
const grace = 30_000

/** Empties a data folder, after ending processes that an earlier run left there. */
export const emptyFolder = async (folder: string): Promise<void> => {
  await endAbandoned(folder)
  const settled = await settle(folder)
  for (const each of new Set([folder, settled.folder])) await rm(each, { recursive: true, force: true })
}

/** Starts the whole system on this data folder, with the log in a file beside the folder. */
export const startSystem = async (root: string, data: string): Promise<System> => {
  mkdirSync(path.dirname(data), { recursive: true })
  const logFile = `${data}.log`
  const log = openSync(logFile, 'w')
  const began = performance.now()
  const child = spawn('npm', ['start'], {
    cwd: root,
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      DATABASE_URL: '',
      HOST: '127.0.0.1',
      PORT: String(port),
      PALERMO_DATA: data,
      PALERMO_DEMO: '1',
    },
  })
  closeSync(log)
  const npm = child.pid ?? 0
  const processes = () => treeOf(npm)
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const all = processes()
      const gone = once(child, 'exit')
      child.kill('SIGINT')
      await Promise.race([gone, pause(grace, undefined, { ref: false })])
      await untilGone(all)
    }
    // A starter that was killed may have left its PostgreSQL server running.
    await endAbandoned(data)
  }
  atEnd(stop)
  const address = `http://127.0.0.1:${port}`
  while (!(await isReady(address))) {
    const ended = child.exitCode !== null || child.signalCode !== null
    if (ended || performance.now() - began > patience) {
      throw new Error(`the system did not start:\n${readFileSync(logFile, 'utf8').split('\n').slice(-20).join('\n')}`)
    }
    await pause(10)
  }
  return { address, readyAfter: performance.now() - began, processes, stop }
}

const isReady = (address: string) =>
  fetch(`${address}/api/ready`).then(
    ({ ok }) => ok,
    () => false,
  )

/** Waits until all processes are gone; after the grace period kills the remaining ones by their process ids. */
const untilGone = async (processes: readonly Process[]): Promise<void> => {
  for (const until = performance.now() + grace; processes.some(({ pid }) => isAlive(pid)); await pause(20)) {
    if (performance.now() < until) continue
    for (const { pid } of processes) kill(pid)
  }
}

const kill = (pid: number) => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // The process ended before it was killed.
  }
}

/** Sends HTTP requests as one signed-in person. */
export interface Caller {
  personId: string
  agencyId: string
  call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T>
}

/** Signs in as one person of the demo. */
export const signIn = async (address: string, email: string): Promise<Caller> => {
  const ask = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const reply = await fetch(`${address}/api${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${method} ${path} was answered with ${reply.status}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  const { accessToken, actor } = SignedIn.parse(await ask('POST', '/sign-in', {}, { email, password: demoPassword }))
  const headers = { authorization: `Bearer ${accessToken}` }
  return {
    personId: actor.personId,
    agencyId: actor.agencyId,
    call: (method, path, body) => ask(method, path, headers, body),
  }
}

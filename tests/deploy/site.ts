import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { addAgency, addPerson } from '@palermo/db/accounts/first-people.ts'
import { hashPassword } from '@palermo/db/accounts/passwords.ts'
import { type Embedded, startEmbedded } from '@palermo/db/embedded.ts'
import { urlFor } from '@palermo/db/roles.ts'
import postgres from 'postgres'
import { expect, vi } from 'vitest'
import { aSignInProcess } from '../accounts/sign-in-process.ts'
import { freePort } from '../workers/free-port.ts'
import { aRedis, type Redis } from '../workers/redis.ts'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const patience = { timeout: 60_000, interval: 100 }
/** Seconds for which a process that is asked to stop still answers: longer than the proxy needs to notice. */
const drain = 3
export const password = 'correct horse battery'

/**
 * The processes that docker-compose.yml describes, run on this machine: PostgreSQL, Redis, the sign-in process, two
 * APIs, two workers and the proxy.
 */
export interface Site {
  /** URL of the proxy. */
  address: string
  owner: postgres.Sql
  /** Database URL of the migration login. */
  url: string
  folder: string
  process(name: ProcessName): ChildProcess
  /**
   * Asks the process to stop and starts it again, as an update does with one process after the other. Returns the exit
   * code.
   */
  restart(name: ProcessName): Promise<number | null>
  kill(name: ProcessName): Promise<void>
  start(name: ProcessName): Promise<void>
  /** The e-mail addresses of a police officer and of a caseworker of an NGO, and the id of the NGO. */
  people: { officer: string; caseworker: string; ngo: string }
  end(): Promise<void>
}

const processNames = ['sign-in', 'api-a', 'api-b', 'worker-a', 'worker-b'] as const
export type ProcessName = (typeof processNames)[number]

export const systemPostgres = async (): Promise<{ server: Embedded; folder: string }> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'palermo-site-'))
  await chmod(folder, 0o711)
  return { folder, server: await startEmbedded(folder, () => {}, { adopt: true, ofSystem: true }) }
}

let packing: Promise<Processes> | undefined

/**
 * Bundles each process of a deployment into one file, as `npm run build` does. The scripts are imported by URL and
 * their types declared here, because they are no package of the workspace.
 */
export const packed = (): Promise<Processes> => {
  packing ??= (async () => {
    const { bundle } = (await import(new URL('../../scripts/bundle.ts', import.meta.url).href)) as Bundle
    const { processes } = (await import(new URL('../../scripts/processes.ts', import.meta.url).href)) as {
      processes: Processes
    }
    return bundle(processes)
  })()
  return packing
}

/** The path of each process's file. */
type Processes = Record<'api' | 'sign-in' | 'worker' | 'inspector' | 'prepare' | 'palermo', string>
type Bundle = { bundle(entries: Processes): Promise<Processes> }

/**
 * Runs the step that docker-compose.yml runs before the others: applies the migrations, and founds the task force the
 * first time.
 */
export const prepare = async (url: string): Promise<{ stdout: string }> =>
  promisify(execFile)(process.execPath, [(await packed()).prepare], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url, PALERMO_DEMO: '0', PALERMO_ADMIN: 'admin@site.test' },
  })

export const aSite = async (): Promise<Site> => {
  const { server, folder } = await systemPostgres()
  const redis = await aRedis()
  await prepare(server.url)
  const owner = postgres(server.url, { max: 2, onnotice: () => {} })
  const people = await peopleIn(owner)
  const ports = { 'api-a': await freePort(), 'api-b': await freePort() }
  const adminPorts = { 'api-a': await freePort(), 'api-b': await freePort() }
  const running = new Map<ProcessName, ChildProcess>()
  const start = async (name: ProcessName) => {
    if (name === 'sign-in') {
      const { 'sign-in': entry } = await packed()
      running.set(name, (await aSignInProcess(server.url, signInSocket(folder), {}, [entry])).child)
      return
    }
    const env = name.startsWith('api')
      ? {
          ...apiEnvironment(server.url, ports[name as keyof typeof ports], folder),
          ADMIN_PORT: String(adminPorts[name as keyof typeof ports]),
        }
      : workerEnvironment(server.url, redis)
    const { api, worker } = await packed()
    const child = spawn(process.execPath, [name.startsWith('api') ? api : worker], {
      cwd: root,
      stdio: 'ignore',
      env: { ...process.env, ...env },
    })
    running.set(name, child)
    if (name.startsWith('api')) await untilReady(`http://127.0.0.1:${ports[name as keyof typeof ports]}`)
  }
  await Promise.all(processNames.map(start))
  const proxy = await aProxy(Object.values(ports), folder)
  const site: Site = {
    address: proxy.address,
    owner,
    url: server.url,
    folder,
    people,
    start,
    process: (name) => running.get(name) as ChildProcess,
    async restart(name) {
      const child = site.process(name)
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      const [code] = await gone
      await start(name)
      if (name.startsWith('api')) await untilSeen(adminPorts[name as keyof typeof ports])
      return code
    },
    async kill(name) {
      const gone = once(site.process(name), 'exit')
      site.process(name).kill('SIGKILL')
      await gone
    },
    async end() {
      const children = [...running.values(), proxy.child].filter(
        ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
      )
      await Promise.all(
        children.map((child) => {
          const gone = once(child, 'exit')
          child.kill('SIGKILL')
          return gone
        }),
      )
      await Promise.all([owner.end(), redis.end()])
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return site
}

const peopleIn = async (owner: postgres.Sql) => {
  const hash = await hashPassword(password)
  const police = await addAgency(owner, { name: 'Police', sector: 'police', zone: 'UTC' })
  const ngo = await addAgency(owner, { name: 'Shelter', sector: 'ngo', zone: 'UTC' })
  const add = async (agencyId: string, role: 'officer' | 'caseworker', email: string) => {
    await addPerson(owner, { agencyId, name: 'Somebody', email, function: role, password: { hash }, zone: 'UTC' })
    return email
  }
  return {
    officer: await add(police, 'officer', 'officer@site.test'),
    caseworker: await add(ngo, 'caseworker', 'caseworker@site.test'),
    ngo,
  }
}

export const signInSocket = (folder: string) => path.join(folder, 'sign-in.sock')

export const apiEnvironment = (url: string, port: number, folder: string) => ({
  HOST: '127.0.0.1',
  PORT: String(port),
  PALERMO_DEMO: '0',
  PALERMO_DRAIN: String(drain),
  PALERMO_DATA: path.join(folder, 'house'),
  PALERMO_WEB: '/nowhere',
  TRUST_PROXY: '127.0.0.1',
  DATABASE_URL: '',
  DATABASE_API_URL: urlFor(url, 'api'),
  PALERMO_SIGN_IN: signInSocket(folder),
})

const workerEnvironment = (url: string, redis: Redis) => ({
  PALERMO_DEMO: '0',
  DATABASE_URL: '',
  DATABASE_WORKER_URL: urlFor(url, 'worker'),
  DATABASE_QUEUE_URL: urlFor(url, 'queue'),
  REDIS_URL: redis.url,
  PALERMO_URL: 'http://site.test',
  LOG_LEVEL: 'silent',
})

/** Starts the proxy with the settings of a deployment, but on this machine and without a certificate. */
const aProxy = async (apis: readonly number[], folder: string) => {
  const address = `http://127.0.0.1:${await freePort()}`
  const caddy = process.env.PALERMO_CADDY ?? 'caddy'
  const child = spawn(caddy, ['run', '--config', path.join(root, 'deploy/Caddyfile'), '--adapter', 'caddyfile'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      HOME: folder,
      XDG_DATA_HOME: folder,
      PALERMO_HOST: address,
      PALERMO_BIND: '127.0.0.1',
      PALERMO_UPSTREAMS: apis.map((port) => `127.0.0.1:${port}`).join(' '),
    },
  })
  await untilReady(address)
  return { address, child }
}

/**
 * Waits until the proxy has asked the new process twice whether it is ready, so that the proxy sends requests to the
 * process.
 */
const untilSeen = async (adminPort: number) => {
  const asked = async () => {
    const text = await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text()
    return Number(
      /^palermo_request_seconds_count\{[^}]*route="\/api\/ready"[^}]*status="200"[^}]*\} (\d+)/m.exec(text)?.[1] ?? 0,
    )
  }
  // The administrative listener of the process may open a moment after its main listener.
  const before = await vi.waitFor(asked, patience)
  await vi.waitFor(async () => expect(await asked()).toBeGreaterThan(before + 1), patience)
}

const untilReady = (address: string) =>
  vi.waitFor(async () => expect((await fetch(`${address}/api/ready`)).status).toBe(200), patience)

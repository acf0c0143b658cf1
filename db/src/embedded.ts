import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdir, realpath, rename, rm } from 'node:fs/promises'
import { totalmem } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import postgres from 'postgres'
import type { Account } from './embedded/account.ts'
import { type Binaries, findBinaries, runOptions } from './embedded/binaries.ts'
import {
  choosePort,
  exists,
  majorsIn,
  type Place,
  placeIn,
  prepare,
  settle,
  shelter,
  superuserPassword,
} from './embedded/place.ts'
import {
  clearDeadLock,
  end,
  gone,
  isAlive,
  lastWords,
  launch,
  livingPostmaster,
  servesThese,
} from './embedded/postmaster.ts'

const execute = promisify(execFile)

/** A running embedded PostgreSQL server. */
export type Embedded = {
  /**
   * The URL of the superuser for the database `palermo`, including the password. Only for migrations and
   * administration.
   */
  readonly url: string
  /**
   * Whether the PostgreSQL server was already running because another process, which may have crashed, had started it.
   */
  readonly reused: boolean
  /** Resolves when the server has ended for any reason. */
  readonly exited: Promise<void>
  /** Stops the server, unless another process started the server and this caller did not adopt it. */
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  /** PostgreSQL settings that are added to the default settings or replace them. */
  readonly settings?: Readonly<Record<string, string>>
  /**
   * Whether this caller may stop a server that is found running. Set by a caller that holds the lock of the data
   * folder, so that no other process uses the server.
   */
  readonly adopt?: boolean
  /** Whether to use the PostgreSQL of the operating system instead of the embedded PostgreSQL. */
  readonly ofSystem?: boolean
}

const mebibyte = 1024 ** 2
/**
 * Returns the size of PostgreSQL's shared buffers: an eighth of the machine's memory, at most a gibibyte. The memory is
 * used only as data fill it, so that a small installation uses little and a large work queue is read from memory.
 */
const sharedBuffers = (): string => {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
  return `${Math.round(Math.min(1024, Math.max(128, memory / mebibyte / 8)))}MB`
}

/**
 * The default settings, for the laptop of one agency or a small server. No setting lets personal data into the server's
 * log.
 */
const defaults = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  cluster_name: 'palermo',
  max_connections: '120',
  shared_buffers: sharedBuffers(),
  jit: 'off',
  random_page_cost: '1.1',
  // These settings are only needed for replicas, which an embedded server does not have; crash safety does not depend
  // on them.
  wal_level: 'minimal',
  max_wal_senders: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The detail of an error quotes the row, and the logged statement may quote user input.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}

const longestStart = 60_000
const longestPause = 3_000

/**
 * Starts a PostgreSQL server on 127.0.0.1 whose databases are in the data folder, or returns the running server; the
 * first start creates the databases. Processes that start at the same time get the same server. If a server or the
 * process that started it was killed, the next call recovers without loss of committed data.
 * @throws Error with a sentence for the operator if PostgreSQL cannot run on this machine, or does not start within a
 * minute
 */
export async function startEmbedded(
  dataFolder: string,
  log: (line: string) => void,
  options: EmbeddedOptions = {},
): Promise<Embedded> {
  const { folder, account } = await settle(dataFolder)
  const binaries = await findBinaries(account, shelter, log, options.ofSystem)
  const place = placeIn(folder, binaries.major)
  await prepare(folder, place, account)
  const password = await superuserPassword(place, account)
  if (!(await exists(path.join(place.data, 'PG_VERSION')))) {
    log(`Creating the databases (PostgreSQL ${binaries.major}) in ${place.home} …`)
    await create(binaries, place, account)
  }
  const start = () => attachOrLaunch(binaries, place, account, password, { ...defaults, ...options.settings })
  const running = await withPatience(place, start)
  return {
    ...running,
    stop: async () => {
      if (!running.reused || options.adopt) await end(place, running.pid)
    },
  }
}

/** Stops the server of a data folder if the server is still running because the process that started it was killed. */
export async function endAbandoned(dataFolder: string): Promise<void> {
  const { folder } = await settle(dataFolder)
  for (const major of await majorsIn(folder)) {
    const place = placeIn(folder, Number(major))
    const found = await livingPostmaster(place)
    if (found && (await servesThese(found.pid, place))) await end(place, found.pid)
  }
}

/**
 * Creates the databases under a temporary name and then renames their folder, so that an interrupted start leaves no
 * incomplete folder. If two processes do so at the same time, one of the renames succeeds.
 */
async function create(binaries: Binaries, place: Place, account: Account | undefined): Promise<void> {
  await removeAbandoned(place)
  const aside = `${place.data}-${process.pid}-${randomBytes(4).toString('hex')}`
  const locale =
    binaries.major >= 17
      ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
      : ['--locale-provider=libc', '--locale=C.UTF-8']
  const fixed = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--data-checksums']
  const args = ['-D', aside, `--pwfile=${place.passwordFile}`, ...fixed, ...locale]
  await execute(path.join(binaries.folder, 'initdb'), args, runOptions(account))
  await rename(aside, place.data).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  await rm(aside, { recursive: true, force: true })
}

async function removeAbandoned(place: Place): Promise<void> {
  for (const name of await readdir(place.home)) {
    const maker = Number(name.match(/^data-(\d+)-/)?.[1])
    if (maker > 0 && !isAlive(maker)) await rm(path.join(place.home, name), { recursive: true, force: true })
  }
}

type Running = { url: string; reused: boolean; pid: number; exited: Promise<void> }

/**
 * Repeats the start until it succeeds or a minute is over, because after a kill -9 the last backends, or the entry of
 * the dead process in the system, may need a moment to end. The pauses grow, since each start replays the log and a
 * full disk may stay full for long.
 */
async function withPatience(place: Place, start: () => Promise<Running>): Promise<Running> {
  for (let pause = 100, until = Date.now() + longestStart; ; pause = Math.min(pause * 1.3, longestPause)) {
    const attempt = await start().catch((error: Error) => error)
    if (!(attempt instanceof Error)) return attempt
    if (Date.now() > until) throw new Error(`${attempt.message}\n${await lastWords(place)}`)
    await sleep(pause)
  }
}

async function attachOrLaunch(
  binaries: Binaries,
  place: Place,
  account: Account | undefined,
  password: string,
  settings: Readonly<Record<string, string>>,
): Promise<Running> {
  await clearDeadLock(place)
  const found = await livingPostmaster(place)
  if (found && !found.ready) throw new Error('PostgreSQL is being started by another process and is not ready.')
  const { pid, port, exited } = found
    ? { ...found, exited: gone(found.pid) }
    : await launch(binaries, place, account, await choosePort(place, account), settings)
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/palermo`
  await proveOurs(url, place)
  return { url, reused: found !== undefined, pid, exited }
}

/**
 * Asks the server which data folder it serves, because a lock file can outlive its server while another program uses
 * the port.
 */
async function proveOurs(url: string, place: Place): Promise<void> {
  const sql = postgres(url, { database: 'postgres', max: 1, connect_timeout: 5 })
  try {
    const [row] = await sql<{ folder: string; named: boolean }[]>`
      select current_setting('data_directory') as folder, exists (select from pg_database where datname = 'palermo') as named`
    if (!row || (await realpath(row.folder)) !== (await realpath(place.data))) {
      throw new Error(`The server behind the lock file in ${place.data} serves other data.`)
    }
    if (!row.named) await sql`create database palermo`.catch(unlessMadeMeanwhile)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/**
 * Ignores the error of a process that creates the database at the same time as another process: that the database
 * exists, or that its name is being used.
 */
function unlessMadeMeanwhile(error: unknown): void {
  const code = error instanceof postgres.PostgresError ? error.code : undefined
  if (code !== '42P04' && code !== '23505') throw error
}

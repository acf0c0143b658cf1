import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { settle } from '@palermo/db/embedded/place.ts'
import { type Embedded, type EmbeddedOptions, startEmbedded } from '@palermo/db/embedded.ts'
import postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

let folder: string
let cleanUp: (() => Promise<unknown>)[]

beforeEach(async () => {
  const made = await mkdtemp(path.join(tmpdir(), 'palermo-embedded-'))
  // Other accounts cannot enter a temporary folder by default, but the account that PostgreSQL runs as must pass
  // through it.
  await chmod(made, 0o711)
  folder = made
  cleanUp = [() => rm(made, { recursive: true, force: true })]
})

afterEach(async () => {
  for (const step of cleanUp.reverse()) await step()
})

async function start(options: EmbeddedOptions = {}): Promise<Embedded> {
  const server = await startEmbedded(folder, () => undefined, options)
  cleanUp.push(() => server.stop())
  return server
}

async function inProcess(): Promise<{ child: ChildProcess; url: string; reused: boolean }> {
  const starter = fileURLToPath(new URL('starter.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', starter, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  cleanUp.push(async () => child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })
  const [line] = (await once(lines, 'line')) as [string]
  return { child, ...(JSON.parse(line) as { url: string; reused: boolean }) }
}

async function query<T>(url: string, run: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    return await run(sql)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

const write = (url: string) =>
  query(url, (sql) =>
    sql.begin(async (tx) => [await tx`create table kept (n int)`, await tx`insert into kept values (7)`]),
  )
const read = (url: string) =>
  query(url, async (sql) => (await sql<{ n: number }[]>`select n from kept`).map((row) => row.n))
const processOf = async (home: string) =>
  Number((await readFile(path.join(home, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0])
const homeIn = async (outer: string) => {
  const major = await query((await start()).url, async (sql) =>
    Number((await sql`show server_version_num`)[0]?.server_version_num),
  )
  return path.join(outer, `pg${Math.floor(major / 10_000)}`)
}

describe('the embedded database', () => {
  test('keeps what was written when it is stopped and started again', async () => {
    const first = await start()
    await write(first.url)
    await first.stop()

    const second = await start()

    expect(first.reused).toBe(false)
    expect(second.reused).toBe(false)
    expect(await read(second.url)).toEqual([7])
  })

  test('is found running after its starter was killed, and stays up for it', async () => {
    const { child, url } = await inProcess()
    await write(url)
    child.kill('SIGKILL')
    await once(child, 'exit')

    const found = await start({ adopt: true })

    expect(found.reused).toBe(true)
    expect(await read(found.url)).toEqual([7])
  })

  test('is not stopped by somebody who only found it running', async () => {
    const owner = await start()
    const guest = await start()

    await guest.stop()

    expect(guest.reused).toBe(true)
    expect(await query(owner.url, async (sql) => (await sql`select 1 as one`)[0]?.one)).toBe(1)
  })

  test('comes back at the same address, with every committed row, after kill -9 of the server', async () => {
    const first = await start()
    await write(first.url)
    process.kill(await processOf(await homeIn(folder)), 'SIGKILL')
    await first.exited

    const second = await start()

    expect(second.reused).toBe(false)
    expect(second.url).toBe(first.url)
    expect(await read(second.url)).toEqual([7])
  })

  test('comes back after kill -9 of both the starter and the server', async () => {
    const { child, url } = await inProcess()
    await write(url)
    const server = await processOf(await homeIn(folder))
    child.kill('SIGKILL')
    process.kill(server, 'SIGKILL')

    const second = await start()

    expect(second.reused).toBe(false)
    expect(await read(second.url)).toEqual([7])
  })

  test('is one server when two processes start it on an empty folder at the same moment', async () => {
    const [one, other] = await Promise.all([inProcess(), inProcess()])
    cleanUp.push(async () => (await startEmbedded(folder, () => undefined, { adopt: true })).stop())

    expect(one.url).toBe(other.url)
    expect([one.reused, other.reused].sort()).toEqual([false, true])
  })

  test('starts although its lock file names a process that is somebody else', async () => {
    const first = await start()
    const home = await homeIn(folder)
    await first.stop()
    await writeFile(
      path.join(home, 'data', 'postmaster.pid'),
      `${process.pid}\n${home}/data\n0\n1\n\n127.0.0.1\n\nready\n`,
    )

    const second = await start()

    expect(second.reused).toBe(false)
  })

  test('lets nobody in without the password, and nobody but its account into its folders', async () => {
    const { url } = await start()
    const home = await homeIn(folder)
    const mode = async (target: string) => ((await stat(target)).mode & 0o777).toString(8)
    const wrong = new URL(url)
    wrong.password = 'guessed'

    await expect(query(wrong.href, (sql) => sql`select 1`)).rejects.toMatchObject({ code: '28P01' })
    expect([await mode(home), await mode(path.join(home, 'data')), await mode(path.join(home, 'superuser'))]).toEqual([
      '700',
      '700',
      '600',
    ])
  })

  test('keeps rows and statements out of its log', async () => {
    const { url } = await start()
    const home = await homeIn(folder)
    await write(url)

    await expect(query(url, (sql) => sql`alter table kept add constraint small check (n < 5)`)).rejects.toThrow()
    await expect(query(url, (sql) => sql`select 'Somebody Told' from missing`)).rejects.toThrow()

    const log = await readFile(path.join(home, 'server.log'), 'utf8')
    expect(log).toContain('ERROR:  relation "missing" does not exist')
    expect(log).not.toContain('Somebody Told')
  })

  test('refuses to begin anew beside the data of another major version', async () => {
    await mkdir(path.join(folder, 'pg9', 'data'), { recursive: true })
    await writeFile(path.join(folder, 'pg9', 'data', 'PG_VERSION'), '9\n')

    await expect(start()).rejects.toThrow(/holds data of PostgreSQL 9/)
  })

  test('goes where its account can reach when the folder is closed to it, and stays there', async () => {
    await chmod(folder, 0o700)
    folder = path.join(folder, 'closed')
    const first = await start()
    await write(first.url)
    await first.stop()
    const { folder: real } = await settle(folder)
    cleanUp.push(() => rm(real, { recursive: true, force: true }))
    await chmod(path.dirname(folder), 0o711)

    expect(await read((await start()).url)).toEqual([7])
  })
})

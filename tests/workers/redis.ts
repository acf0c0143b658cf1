import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from './free-port.ts'

/** A Redis server of its own for a test file. */
export interface Redis {
  url: string
  /** Kills the server, deletes its data, and starts it again at the same address. */
  wipe(): Promise<void>
  stop(): Promise<void>
  start(): Promise<void>
  end(): Promise<void>
}

const launch = (port: number, folder: string): Promise<ChildProcess> =>
  new Promise((resolve, reject) => {
    const programme = process.env.PALERMO_REDIS_SERVER ?? 'redis-server'
    const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no']
    const child = spawn(programme, options, { stdio: ['ignore', 'pipe', 'inherit'] })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)))
    let said = ''
    child.stdout?.on('data', (text: Buffer) => {
      said += text
      if (said.includes('Ready to accept connections')) resolve(child)
    })
  })

const kill = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })

export const aRedis = async (): Promise<Redis> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'palermo-redis-'))
  const port = await freePort()
  let child = await launch(port, folder)
  const redis: Redis = {
    url: `redis://127.0.0.1:${port}`,
    stop: () => kill(child),
    async start() {
      child = await launch(port, folder)
    },
    async wipe() {
      await redis.stop()
      await redis.start()
    },
    async end() {
      await redis.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return redis
}

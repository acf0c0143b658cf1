import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A separate file system that is small enough to be filled. */
export interface SmallDisk {
  folder: string
  /** Command prefix for processes that must see the disk; empty if all processes see it. */
  within: readonly string[]
  /** Runs a command that sees the disk, and returns its output. */
  run(...command: string[]): Promise<string>
  /** Uses every byte that is left. */
  fill(): Promise<void>
  /** Frees the space that `fill` used. */
  free(): Promise<void>
  end(): Promise<void>
}

/**
 * Mounts a tmpfs: for all processes if this account may mount, otherwise in a namespace of its own.
 * @throws Error if the machine permits neither; the test then fails, because only a real file system can really be full
 */
export const aSmallDisk = async (megabytes: number): Promise<SmallDisk> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'palermo-small-'))
  await chmod(folder, 0o711)
  const mount = ['mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'palermo-small', folder]
  const { within, unmount } = await mounted(mount, folder).catch((error: Error) => {
    throw new Error(`No small disk: neither "mount" nor "unshare --user --mount" is permitted here.\n${error.message}`)
  })
  const inside = async (...command: string[]) => {
    const [file = '', ...args] = [...within, ...command]
    return (await run(file, args)).stdout
  }
  const filling = path.join(folder, 'filling')
  return {
    folder,
    within,
    run: inside,
    // Ignores the error with which `dd` ends when the disk is full.
    fill: () => inside('sh', '-c', `dd if=/dev/zero of=${filling} bs=64k 2>/dev/null; true`).then(() => undefined),
    free: () => inside('rm', '-f', filling).then(() => undefined),
    async end() {
      await unmount()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const mounted = async (mount: string[], folder: string) => {
  const [file = '', ...args] = mount
  const direct = await run(file, args).catch(() => undefined)
  if (direct) return { within: [], unmount: () => run('umount', ['--lazy', folder]) }
  return inNamespace(mount)
}

/** Mounts the disk in a new namespace, which exists as long as a process that only waits. */
const inNamespace = async (mount: string[]) => {
  const script = `${mount.join(' ')} && echo mounted && exec sleep infinity`
  const keeper = spawn('unshare', ['--user', '--map-current-user', '--keep-caps', '--mount', 'sh', '-c', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  keeper.stderr.on('data', (text) => (errors += text))
  const ended = once(keeper, 'close').then(() => {
    throw new Error(errors)
  })
  await Promise.race([once(keeper.stdout, 'data'), ended])
  ended.catch(() => {})
  return {
    within: ['nsenter', '--target', String(keeper.pid), '--user', '--mount', '--preserve-credentials'],
    unmount: async () => {
      keeper.kill('SIGKILL')
      await ended.catch(() => {})
    },
  }
}

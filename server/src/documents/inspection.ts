import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { limitConcurrency } from '../concurrency-limit.ts'
import { Verdict } from './verdict.ts'

export interface Inspectors {
  /**
   * Inspects a file in a process of its own. `keep` stores the output of that process; the verdict counts only if the
   * output was stored.
   * @throws Problem unavailable if too many files are waiting, and the errors of `keep`
   */
  inspect<T>(
    source: Readable,
    extension: string,
    keep: (output: Readable) => Promise<T>,
  ): Promise<{ verdict: Verdict; kept: T }>
}

/**
 * The number of files inspected concurrently, each of which may use a core and half a gigabyte, and of files that may
 * wait.
 */
const atOnce = { concurrent: 2, longestQueue: 20 }

/** The resource limits for one file. */
interface Limits {
  /** Processor time, which does not depend on the load of the machine. */
  processorSeconds: number
  memoryMiB: number
  /** Elapsed time, which also ends an inspection that waits instead of computing. */
  milliseconds: number
}
/** The default limits. Inspecting the largest allowed picture takes about ten seconds of a core. */
const usual: Limits = { processorSeconds: 30, memoryMiB: 768, milliseconds: 120_000 }

/**
 * Returns the shell command that sets the limits of the inspector process. The limits also forbid writing to files, and
 * a core dump, which would contain the uploaded file.
 */
const held = ({ processorSeconds, memoryMiB }: Limits) =>
  `ulimit -c 0; ulimit -d ${memoryMiB * 1024}; ulimit -t ${processorSeconds}; ulimit -f 0; exec "$@"`

/** Returns the inspectors of this process. @param file the path of the bundled inspector */
export const openInspectors = (file: string, limits: Partial<Limits> = {}): Inspectors => {
  const inLane = limitConcurrency(atOnce)
  const all = { ...usual, ...limits }
  return {
    inspect: (source, extension, keep) => inLane(() => judged(start(file, extension, all), all, source, keep)),
  }
}

const start = (file: string, extension: string, limits: Limits): ChildProcess =>
  spawn('/bin/sh', ['-c', held(limits), 'sh', process.execPath, ...rights(file), file, extension], {
    stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
    cwd: '/',
    // The inspector gets none of the server's environment variables. With VIPS_BLOCK_UNTRUSTED, libvips uses only image
    // loaders that it considers safe for untrusted files.
    env: { VIPS_BLOCK_UNTRUSTED: '1', NODE_NO_WARNINGS: '1' },
  })

const packages = ['../../../node_modules', '../../node_modules'].map((one) =>
  fileURLToPath(new URL(one, import.meta.url)),
)
const permission = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission'

/** Returns the options by which Node lets the inspector read only its own code, write nothing, and start no process. */
const rights = (file: string) => [
  '--max-old-space-size=384',
  permission,
  '--allow-addons',
  ...[path.dirname(file), ...packages].map((folder) => `--allow-fs-read=${folder}/*`),
]

const judged = async <T>(
  child: ChildProcess,
  { milliseconds }: Limits,
  source: Readable,
  keep: (output: Readable) => Promise<T>,
) => {
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds)
  // Cast: four pipes are requested, of which the type of `stdio` describes only three.
  const [stdin, stdout, , channel] = child.stdio as unknown as [NodeJS.WritableStream, Readable, null, Readable]
  const ended = once(child, 'close')
  try {
    // A process that ends early closes its input, which is no error.
    const piped = pipeline(source, stdin).catch((error: unknown) => ignoreClosed(error))
    const [kept, words] = await Promise.all([keep(stdout), textOf(channel), piped, ended])
    return { kept, verdict: readVerdict(words, child.signalCode) }
  } catch (error) {
    child.kill('SIGKILL')
    await ended
    throw error
  } finally {
    clearTimeout(timer)
  }
}

const ignoreClosed = (error: unknown) => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code !== 'EPIPE' && code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'ECONNRESET') throw error
}

const textOf = async (stream: Readable): Promise<string> => {
  let text = ''
  for await (const chunk of stream) {
    text += chunk
    if (text.length > 10_000) return ''
  }
  return text
}

/**
 * Parses the verdict of the process. A process without a verdict was stopped by its time or memory limit, so the file
 * is refused.
 */
const readVerdict = (words: string, signal: NodeJS.Signals | null): Verdict => {
  try {
    return Verdict.parse(JSON.parse(words))
  } catch {
    const late = signal === 'SIGKILL' || signal === 'SIGXCPU'
    return { kept: false, why: late ? 'took-too-long' : signal === 'SIGSEGV' ? 'not-understood' : 'too-much-inside' }
  }
}

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
   * Has a file looked at by a process of its own. `keep` takes what that process gives, which counts only if it is kept.
   * @throws Problem unavailable where too many wait; whatever `keep` throws
   */
  inspect<T>(
    source: Readable,
    extension: string,
    keep: (output: Readable) => Promise<T>,
  ): Promise<{ verdict: Verdict; kept: T }>
}

/** Files inspected at once: each may use a core and half a gigabyte. */
const atOnce = { concurrent: 2, longestQueue: 20 }

/** What one file may cost. */
interface Limits {
  /** Of a core, whatever else the machine does. */
  processorSeconds: number
  memoryMiB: number
  /** By the clock: for a file that waits instead of computing. */
  milliseconds: number
}
/** The largest picture that may be sent takes about ten seconds of a core. */
const usual: Limits = { processorSeconds: 30, memoryMiB: 768, milliseconds: 120_000 }

/** Limits of the inspector process: also no core dump, which would contain the file, and no writing to files. */
const held = ({ processorSeconds, memoryMiB }: Limits) =>
  `ulimit -c 0; ulimit -d ${memoryMiB * 1024}; ulimit -t ${processorSeconds}; ulimit -f 0; exec "$@"`

/** `file`: the inspector, packed. */
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
    // Nothing of ours; and only the readers of pictures that are held to be safe with strangers' files.
    env: { VIPS_BLOCK_UNTRUSTED: '1', NODE_NO_WARNINGS: '1' },
  })

const packages = ['../../../node_modules', '../../node_modules'].map((one) =>
  fileURLToPath(new URL(one, import.meta.url)),
)
const permission = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission'

/** It may read its own code and nothing else, write nowhere, and start nothing. */
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
  // Cast: four pipes are asked for, by their numbers; the type of `stdio` knows three.
  const [stdin, stdout, , channel] = child.stdio as unknown as [NodeJS.WritableStream, Readable, null, Readable]
  const ended = once(child, 'close')
  try {
    // One that ends early does not hear the rest, and need not.
    const told = pipeline(source, stdin).catch((error: unknown) => ignoreClosed(error))
    const [kept, words] = await Promise.all([keep(stdout), textOf(channel), told, ended])
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

/** One that died without a word was brought down by the file: ended at its time, or out of memory. */
const readVerdict = (words: string, signal: NodeJS.Signals | null): Verdict => {
  try {
    return Verdict.parse(JSON.parse(words))
  } catch {
    const late = signal === 'SIGKILL' || signal === 'SIGXCPU'
    return { kept: false, why: late ? 'took-too-long' : signal === 'SIGSEGV' ? 'not-understood' : 'too-much-inside' }
  }
}

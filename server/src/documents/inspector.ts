import { writeSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { inspect } from './inspect.ts'
import { Refused, type Verdict } from './verdict.ts'

/**
 * A process for one uploaded file. It gets the bytes on standard input and the ending of the name as its one
 * argument; it gives what is to be kept on standard output (the preview first) and its verdict on the third channel. It
 * has no key, no address of a database, no name of a case, and ends with the file.
 */
const verdictChannel = 3

const judge = async (): Promise<void> => {
  const { type, result } = await inspect(await buffer(process.stdin), process.argv[2] ?? '')
  const { bytes, preview, width, height, pages, changes } = result
  const previewSize = preview?.byteLength ?? 0
  for (const part of preview ? [preview, bytes] : [bytes]) await written(part)
  tell({ kept: true, type, previewSize, width: width ?? null, height: height ?? null, pages: pages ?? null, changes })
}

const written = (bytes: Uint8Array) =>
  new Promise<void>((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()))
  })
const tell = (verdict: Verdict) => writeSync(verdictChannel, JSON.stringify(verdict))

try {
  await judge()
} catch (error) {
  // Memory that is not given, and calls inside one another without end.
  const unread = error instanceof RangeError ? 'too-much-inside' : 'not-understood'
  tell({ kept: false, why: error instanceof Refused ? error.why : unread })
}
process.exit(0)

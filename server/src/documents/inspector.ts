import { writeSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { inspect } from './inspect.ts'
import { Refused, type Verdict } from './verdict.ts'

/**
 * Inspects one uploaded file and ends. The process reads the file from standard input and gets the file extension as
 * its only argument; it writes the result to standard output (the preview first) and its verdict to the third channel.
 * It has no key, no database URL and no case name.
 */
const verdictChannel = 3

const judge = async (): Promise<void> => {
  const { type, result } = await inspect(await buffer(process.stdin), process.argv[2] ?? '')
  const { bytes, preview, width, height, pages, changes } = result
  const previewSize = preview?.byteLength ?? 0
  for (const part of preview ? [preview, bytes] : [bytes]) await written(part)
  report({ kept: true, type, previewSize, width: width ?? null, height: height ?? null, pages: pages ?? null, changes })
}

const written = (bytes: Uint8Array) =>
  new Promise<void>((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()))
  })
const report = (verdict: Verdict) => writeSync(verdictChannel, JSON.stringify(verdict))

try {
  await judge()
} catch (error) {
  // A RangeError means that memory could not be allocated or that a recursion was too deep.
  const unread = error instanceof RangeError ? 'too-much-inside' : 'not-understood'
  report({ kept: false, why: error instanceof Refused ? error.why : unread })
}
process.exit(0)

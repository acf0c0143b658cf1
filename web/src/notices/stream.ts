import { StreamEvent } from '@palermo/shared/notices/contract.ts'
import { signedIn } from '../api.ts'

const slowest = 30_000

/**
 * Reads `/api/stream` until `signal` is aborted, and reconnects after every interruption. The pause before reconnecting
 * grows with each connection without events, and is slightly random, so that clients do not all reconnect to a
 * restarted server in the same second.
 */
export const readStream = async (hear: (event: StreamEvent) => void, signal: AbortSignal): Promise<void> => {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const response = await signedIn('/stream', { signal, timeout: 0 })
      if (response.ok && response.body) {
        await readEvents(response.body, (event) => {
          failures = 0
          hear(event)
        })
      }
    } catch {
      // Every error leads to a pause and a new connection.
    }
    await pause(Math.min(slowest, 500 * 2 ** Math.min(failures, 8)) * (0.5 + Math.random()), signal)
  }
}

/**
 * Reads server-sent events (HTML Living Standard, 9.2.6). Only `data:` lines are read, because the server sends each
 * event as one such line.
 */
const readEvents = async (body: ReadableStream<Uint8Array<ArrayBuffer>>, hear: (event: StreamEvent) => void) => {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    const lines = (rest + value).split(/\r\n|\n|\r/)
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('data:')) hearLine(line.slice(5), hear)
  }
}

const hearLine = (data: string, hear: (event: StreamEvent) => void) => {
  try {
    const parsed = StreamEvent.safeParse(JSON.parse(data))
    if (parsed.success) hear(parsed.data)
  } catch {
    // A line that cannot be parsed is ignored, since the next event repeats its content.
  }
}

const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    const wake = () => {
      clearTimeout(timer)
      resolve()
    }
    // The pause ends at once when the browser reports that the network is back.
    addEventListener('online', wake, { once: true, signal })
    signal.addEventListener('abort', wake, { once: true })
  })

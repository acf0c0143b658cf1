import { largestFile } from '@palermo/shared/documents/files.ts'
import { type BeginUpload, longestChunk, Upload } from '@palermo/shared/documents/uploads.ts'
import { z } from 'zod'
import { api } from '../api.ts'
import { isProblem, Unreachable } from '../problem.ts'

export interface Stretches {
  /**
   * Identifies the file and the attempt: if the request is repeated with the same id, the upload continues where it
   * stopped.
   */
  id: string
  file: File
  /** The request that begins the upload, also when it is resumed. */
  begun: BeginUpload
  signal: AbortSignal
  /**
   * Called with the id of the upload on the server: an earlier attempt's id if the page was closed during that attempt.
   */
  onBegun: (id: string) => void
  /** From 0 to 1, of the bytes that have arrived. */
  onProgress: (part: number) => void
  /** Called when the upload begins or stops waiting for the connection. */
  onWaiting: (waits: boolean) => void
}

/** Bytes: smaller files are sent in one request, because a restart costs less than asking for the progress. */
export const sentAtOnce = 256 * 1024
const shortest = 64 * 1024
const first = 128 * 1024
/** Milliseconds that sending one chunk should take, because a lost connection loses a whole chunk. */
const brisk = 3000
const longestWait = 15_000
const longestTry = 60_000

/**
 * Sends a file in chunks, so that a lost connection loses only the current chunk. Resumes when the connection is back;
 * chunks are larger on a good connection and smaller on a bad one. Throws Refused for errors that waiting does not
 * solve, and the reason of `signal` when it aborts.
 */
export const sendInStretches = async (sent: Stretches): Promise<void> => {
  const { file, begun, signal, onProgress, onWaiting, onBegun } = sent
  const patiently = patience({ signal, onWaiting })
  const begin = async (id: string) => {
    const so = await patiently(() => api(Upload, pathOf(id), { method: 'PUT', body: begun, signal }))
    onBegun(so.id)
    return so
  }
  let length = first
  let misses = 0
  for (let { id, received } = await begin(sent.id); received < file.size; ) {
    onProgress(received / file.size)
    const next = file.slice(received, Math.min(received + length, file.size))
    const beganAt = performance.now()
    try {
      const headers = { 'content-type': 'application/partial-upload', 'upload-offset': `${received}` }
      const uploaded = await api(Upload, pathOf(id), {
        method: 'PATCH',
        bytes: next,
        headers,
        signal,
        timeout: longestTry,
      })
      received = uploaded.received
      misses = 0
      onWaiting(false)
      length = performance.now() - beganAt < brisk ? Math.min(length * 2, longestChunk) : Math.max(length / 2, shortest)
    } catch (error) {
      if (!isOfTheLine(error) && !isProblem(error, 'changed-meanwhile', 'not-found')) throw error
      length = shortest
      // A connection that lets the progress request through but no chunk counts as lost.
      if (isOfTheLine(error))
        await waitForLine({ signal, onWaiting }, misses++)
        // The server is asked which bytes arrived, because its answer to the last chunk was lost.
      ;({ id, received } = await begin(id))
    }
  }
  onProgress(1)
}

const pathOf = (id: string) => `/documents/uploads/${id}`

/** Repeats the work as long as only the connection fails. */
export const patience = ({ signal, onWaiting }: Pick<Stretches, 'signal' | 'onWaiting'>) =>
  async function again<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries += 1) {
      try {
        const done = await work()
        onWaiting(false)
        return done
      } catch (error) {
        if (!isOfTheLine(error)) throw error
        await waitForLine({ signal, onWaiting }, tries)
      }
    }
  }

const isOfTheLine = (error: unknown) => error instanceof Unreachable || isProblem(error, 'unavailable', 'too-many')

const waitForLine = ({ signal, onWaiting }: Pick<Stretches, 'signal' | 'onWaiting'>, tries: number) => {
  onWaiting(true)
  return lineIsBack(Math.min(1000 * 2 ** tries, longestWait), signal)
}

/**
 * Resolves when the browser reports a connection, or after this many milliseconds, since the browser does not notice
 * when an unreachable server comes back.
 */
const lineIsBack = (wait: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const end = (settle: () => void) => () => {
      clearTimeout(timer)
      removeEventListener('online', back)
      signal.removeEventListener('abort', stop)
      settle()
    }
    const back = end(resolve)
    const stop = end(() => reject(signal.reason))
    const timer = setTimeout(back, wait)
    addEventListener('online', back)
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
  })

/** Cancels an upload: the server deletes the received bytes, at the latest when the upload expires. */
export const giveUp = (id: string): void => {
  api(z.void(), pathOf(id), { method: 'DELETE' }).catch(() => undefined)
}

export const isLong = ({ size }: File) => size > sentAtOnce && size <= largestFile

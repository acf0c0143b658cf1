import { largestFile } from '@palermo/shared/documents/files.ts'
import { type BeginUpload, longestChunk, Upload } from '@palermo/shared/documents/uploads.ts'
import { z } from 'zod'
import { api } from '../api.ts'
import { isProblem, Unreachable } from '../problem.ts'

export interface Stretches {
  /**
   * The id of the upload: if the upload begins again with the same id, the upload continues after the last received
   * byte.
   */
  id: string
  file: File
  /** The body of the request that begins or resumes the upload. */
  begun: BeginUpload
  signal: AbortSignal
  /**
   * Called with the id that the server uses for the upload: an earlier id if the page was closed while the same file
   * was sent.
   */
  onBegun: (id: string) => void
  /** Called with the share of bytes that the server has received, from 0 to 1. */
  onProgress: (part: number) => void
  /** Called with true when the upload begins to wait for the connection, and with false when the upload continues. */
  onWaiting: (waits: boolean) => void
}

/**
 * Size in bytes up to which a file is sent in one request, because sending a small file again costs less than asking
 * which bytes arrived.
 */
export const sentAtOnce = 256 * 1024
const shortest = 64 * 1024
const first = 128 * 1024
/** Milliseconds that sending one chunk should take; a lost connection loses the whole chunk. */
const brisk = 3000
const longestWait = 15_000
const longestTry = 60_000

/**
 * Sends a file in chunks, larger ones on a good connection, so that a lost connection loses only the current chunk, and
 * resumes when the connection is back. Throws Refused for errors that waiting does not solve, and the reason of
 * `signal` if it aborts.
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
      // Waits before the next attempt, because a bad connection may let the short request through that begins the
      // upload but no chunk.
      if (isOfTheLine(error))
        await waitForLine({ signal, onWaiting }, misses++)
        // Asks the server which bytes it has received, because the answer to the last chunk was lost or refused the
        // chunk.
      ;({ id, received } = await begin(id))
    }
  }
  onProgress(1)
}

const pathOf = (id: string) => `/documents/uploads/${id}`

/** Returns a function that repeats `work` until it succeeds or fails for another reason than the connection. */
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
 * Resolves when the browser reports a connection, at the latest after `wait` milliseconds, because the browser does not
 * notice that an unreachable server can be reached again. Rejects if `signal` aborts.
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

/**
 * Cancels an upload, so that the server deletes the received bytes; if the request fails, the server deletes them when
 * the upload expires.
 */
export const giveUp = (id: string): void => {
  api(z.void(), pathOf(id), { method: 'DELETE' }).catch(() => undefined)
}

export const isLong = ({ size }: File) => size > sentAtOnce && size <= largestFile

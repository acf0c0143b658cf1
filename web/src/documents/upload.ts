import type { Destination } from '@palermo/shared/documents/uploads.ts'
import type { z } from 'zod'
import { api } from '../api.ts'
import { isProblem, Refused, readProblem, Unreachable, Unreadable } from '../problem.ts'
import { readToken, renewToken } from '../session/session.ts'
import { fingerprintOf, sumOf } from './fingerprint.ts'
import { giveUp, isLong, patience, sendInStretches } from './stretches.ts'

export interface Sent {
  path: string
  /** Where the file belongs and the description of the file; the request sends both before the file itself. */
  to: Destination
  file: File
  /** The Idempotency-Key of the request, which stays the same for every attempt to send the same file. */
  key: string
  signal: AbortSignal
  /** Called with the share of bytes that have been sent, from 0 to 1. */
  onProgress: (part: number) => void
  /**
   * Called with true when a resumable upload begins to wait for the connection, and with false when the upload
   * continues.
   */
  onWaiting: (waits: boolean) => void
}

/**
 * Sends a file and reports the progress; a large file is sent in chunks that resume after a lost connection. Throws
 * Refused, Unreachable or Unreadable, or the reason of `signal` if it aborts.
 */
export const upload = async <T extends z.ZodType>(schema: T, sent: Sent): Promise<z.infer<T>> =>
  isLong(sent.file) ? inStretches(schema, sent) : atOnce(schema, sent)

const inStretches = async <T extends z.ZodType>(schema: T, sent: Sent): Promise<z.infer<T>> => {
  const { path, to, file, signal } = sent
  let id = sent.key
  let isOver = true
  try {
    const begun = { size: file.size, to, file: await fingerprintOf(file) }
    await sendInStretches({ ...sent, id, begun, onBegun: (known) => (id = known) })
    const body = { document: to.document, fileName: file.name, upload: id }
    // The key is computed from the content. If the page was closed after the document had been added, sending the same
    // file again therefore returns that document.
    const key = (await sumOf(new TextEncoder().encode(JSON.stringify(body)))) ?? sent.key
    return await patience(sent)(() => api(schema, path, { method: 'POST', body, key, signal, timeout: longestLook }))
  } catch (error) {
    // The upload is deleted after an error that waiting cannot solve; after any other error the upload can continue
    // from the last received byte.
    isOver = signal.aborted || (error instanceof Refused && !isProblem(error, 'not-signed-in', 'unexpected'))
    throw asOfTheForm(error)
  } finally {
    if (isOver) giveUp(id)
  }
}

/**
 * Shortens the error pointers of a resumable upload, which contain one level more than the names of the form's fields.
 */
const asOfTheForm = (error: unknown): unknown => {
  if (!(error instanceof Refused)) return error
  const errors = error.document.errors?.map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(/^(\/to)?\/document(?=\/)/, ''),
  }))
  return new Refused({ ...error.document, ...(errors ? { errors } : {}) })
}

/** Milliseconds for which the page waits while the server inspects a file, including the time in the queue. */
const longestLook = 120_000

/** Sends the file with XMLHttpRequest, because `fetch` does not report the progress of sending. */
const atOnce = async <T extends z.ZodType>(schema: T, sent: Sent): Promise<z.infer<T>> => {
  const bearer = await readToken()
  const first = await send(sent, bearer)
  const renewed = first.status === 401 && bearer !== undefined ? await renewToken(bearer) : undefined
  const response = renewed === undefined ? first : await send(sent, renewed)
  if (!response.ok) throw await readProblem(response)
  const parsed = schema.safeParse(await response.json())
  if (!parsed.success) throw new Unreadable(sent.path, parsed.error.message)
  return parsed.data
}

const send = ({ path, to, file, key, signal, onProgress }: Sent, bearer: string | undefined) =>
  new Promise<Response>((resolve, reject) => {
    const form = new FormData()
    form.append('document', JSON.stringify(to.document))
    form.append('file', file, file.name)
    const request = new XMLHttpRequest()
    const abort = () => request.abort()
    const done = (settle: () => void) => {
      signal.removeEventListener('abort', abort)
      settle()
    }
    request.open('POST', `/api${path}`)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('idempotency-key', key)
    if (bearer) request.setRequestHeader('authorization', `Bearer ${bearer}`)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => done(() => resolve(new Response(request.responseText, { status: request.status })))
    request.onerror = () => done(() => reject(new Unreachable('offline')))
    request.onabort = () => done(() => reject(signal.reason))
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) reject(signal.reason)
    else request.send(form)
  })

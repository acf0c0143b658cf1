import type { Destination } from '@palermo/shared/documents/uploads.ts'
import type { z } from 'zod'
import { api } from '../api.ts'
import { isProblem, Refused, readProblem, Unreachable, Unreadable } from '../problem.ts'
import { readToken, renewToken } from '../session/session.ts'
import { fingerprintOf, sumOf } from './fingerprint.ts'
import { giveUp, isLong, patience, sendInStretches } from './stretches.ts'

export interface Sent {
  path: string
  /** The destination of the file and its description, which is sent before the file. */
  to: Destination
  file: File
  /** The Idempotency-Key of the request, which is the same for every attempt to send one file. */
  key: string
  signal: AbortSignal
  /** From 0 to 1, of the bytes that have left this device. */
  onProgress: (part: number) => void
  /** Whether a resumable upload waits for the connection and then continues by itself. */
  onWaiting: (waits: boolean) => void
}

/**
 * Sends a file with its progress: a large one in chunks that resume after a lost connection. Throws Refused,
 * Unreachable or Unreadable, or the reason of `signal` when it aborts.
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
    // The key depends on the content, so that a request repeated after the page was closed returns the document that
    // was added before.
    const key = (await sumOf(new TextEncoder().encode(JSON.stringify(body)))) ?? sent.key
    return await patience(sent)(() => api(schema, path, { method: 'POST', body, key, signal, timeout: longestLook }))
  } catch (error) {
    // An upload ends with an error that waiting cannot solve; after other errors it is continued from the last received
    // byte.
    isOver = signal.aborted || (error instanceof Refused && !isProblem(error, 'not-signed-in', 'unexpected'))
    throw asOfTheForm(error)
  } finally {
    if (isOver) giveUp(id)
  }
}

/** Error pointers of a resumable upload are one level deeper than those of the form; this removes that level. */
const asOfTheForm = (error: unknown): unknown => {
  if (!(error instanceof Refused)) return error
  const errors = error.document.errors?.map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(/^(\/to)?\/document(?=\/)/, ''),
  }))
  return new Refused({ ...error.document, ...(errors ? { errors } : {}) })
}

/** Milliseconds that the inspection of a file may take, including the time in the queue. */
const longestLook = 120_000

/** XMLHttpRequest, because `fetch` does not report the progress of a request. */
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

import type { Destination } from '@palermo/shared/documents/uploads.ts'
import type { z } from 'zod'
import { api } from '../api.ts'
import { isProblem, Refused, readProblem, Unreachable, Unreadable } from '../problem.ts'
import { readToken, renewToken } from '../session/session.ts'
import { fingerprintOf, sumOf } from './fingerprint.ts'
import { giveUp, isLong, patience, sendInStretches } from './stretches.ts'

export interface Sent {
  path: string
  /** What is said of the file, before it, and where it is going. */
  to: Destination
  file: File
  /** Idempotency-Key: the same for every try of one file. */
  key: string
  signal: AbortSignal
  /** From 0 to 1, of what has left this device. */
  onProgress: (part: number) => void
  /** Whether a resumable upload waits for the connection and then continues by itself. */
  onWaiting: (waits: boolean) => void
}

/**
 * Sends a file with how far it has come: a long one in stretches, which goes on where the line broke. Throws Refused,
 * Unreachable or Unreadable; once `signal` says so, whatever reason that has.
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
    // If the page was closed before the answer, the same request sent again returns the document added then.
    const key = (await sumOf(new TextEncoder().encode(JSON.stringify(body)))) ?? sent.key
    return await patience(sent)(() => api(schema, path, { method: 'POST', body, key, signal, timeout: longestLook }))
  } catch (error) {
    // Faults that may pass are retried from the last received byte.
    isOver = signal.aborted || (error instanceof Refused && !isProblem(error, 'not-signed-in', 'unexpected'))
    throw asOfTheForm(error)
  } finally {
    if (isOver) giveUp(id)
  }
}

/** Faults of what is said of the file stand one level deeper where it comes in stretches. */
const asOfTheForm = (error: unknown): unknown => {
  if (!(error instanceof Refused)) return error
  const errors = error.document.errors?.map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(/^(\/to)?\/document(?=\/)/, ''),
  }))
  return new Refused({ ...error.document, ...(errors ? { errors } : {}) })
}

/** Milliseconds in which a file is looked at, where others wait before it. */
const longestLook = 120_000

/** `fetch` cannot tell how far a request has come. */
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

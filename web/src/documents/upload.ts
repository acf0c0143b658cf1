import type { z } from 'zod'
import { readProblem, Unreachable, Unreadable } from '../problem.ts'
import { readToken, renewToken } from '../session/session.ts'

export interface Upload {
  path: string
  /** What is said of the file, before it. */
  document: object
  file: File
  /** Idempotency-Key: the same for every try of one file. */
  key: string
  signal: AbortSignal
  /** From 0 to 1, of what has left this device. */
  onProgress: (part: number) => void
}

/**
 * Sends a file with how far it has come, which `fetch` cannot tell. Throws Refused, Unreachable or Unreadable; once
 * `signal` says so, whatever reason that has.
 */
export const upload = async <T extends z.ZodType>(schema: T, sent: Upload): Promise<z.infer<T>> => {
  const bearer = await readToken()
  const first = await send(sent, bearer)
  const renewed = first.status === 401 && bearer !== undefined ? await renewToken(bearer) : undefined
  const response = renewed === undefined ? first : await send(sent, renewed)
  if (!response.ok) throw await readProblem(response)
  const parsed = schema.safeParse(await response.json())
  if (!parsed.success) throw new Unreadable(sent.path, parsed.error.message)
  return parsed.data
}

const send = ({ path, document, file, key, signal, onProgress }: Upload, bearer: string | undefined) =>
  new Promise<Response>((resolve, reject) => {
    const form = new FormData()
    form.append('document', JSON.stringify(document))
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

import { Unreachable } from './problem.ts'

const usualTimeout = 15_000

export interface HttpRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  /** A body that is sent unchanged instead of JSON; `headers` state its media type. */
  bytes?: Blob
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
  /** Milliseconds; 0 for no limit (the live stream). */
  timeout?: number
  /** Whether the request is completed even if the page closes; browsers limit the size of such a request. */
  keepalive?: boolean
}

/** Whether browsers accept a text of this size for a request with `keepalive`. */
const outlives = (text: string) => new TextEncoder().encode(text).length < 60_000

let ahead = 0

/**
 * The server's time in milliseconds, computed from its last reply, because this device's clock may be wrong; never
 * later than the true time.
 */
export const serverNow = (): number => Date.now() + ahead

const hearTime = (response: Response): Response => {
  const serverDate = Date.parse(response.headers.get('date') ?? '')
  if (!Number.isNaN(serverDate)) ahead = serverDate - Date.now()
  return response
}

/** A request to `/api`. Throws Unreachable without a response; every response is returned. */
export const http = async (path: string, request: HttpRequest = {}): Promise<Response> => {
  const { method = 'GET', body, bytes, headers, signal, timeout = usualTimeout } = request
  const text = body === undefined ? undefined : JSON.stringify(body)
  const limit = timeout > 0 ? AbortSignal.timeout(timeout) : undefined
  const signals = [signal, limit].filter((one) => one !== undefined)
  try {
    const response = await fetch(`/api${path}`, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      keepalive: (request.keepalive ?? false) && outlives(text ?? ''),
      headers: {
        accept: 'application/json',
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(text === undefined ? {} : { body: text }),
      ...(bytes === undefined ? {} : { body: bytes }),
      ...(signals.length > 0 ? { signal: whicheverFirst(signals) } : {}),
    })
    return hearTime(response)
  } catch (error) {
    if (signal?.aborted) throw error
    throw new Unreachable(limit?.aborted ? 'slow' : 'offline')
  }
}

// `AbortSignal.any`, or a replacement for older phones that lack this function.
const whicheverFirst = (signals: AbortSignal[]): AbortSignal => {
  if ('any' in AbortSignal) return AbortSignal.any(signals)
  const either = new AbortController()
  for (const signal of signals) {
    if (signal.aborted) either.abort(signal.reason)
    signal.addEventListener('abort', () => either.abort(signal.reason), { once: true })
  }
  return either.signal
}

import { Unreachable } from './problem.ts'

const usualTimeout = 15_000

export interface HttpRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  /** A body that is sent unchanged instead of `body` as JSON; `headers` state its media type. */
  bytes?: Blob
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
  /** Milliseconds after which the request is aborted; 0 for no limit, as for the live stream. */
  timeout?: number
  /**
   * Whether the browser completes the request even if the page closes; ignored for large bodies, because browsers limit
   * the size of such a request.
   */
  keepalive?: boolean
}

/** Whether the text is small enough for a request with `keepalive`, for which browsers limit the size. */
const outlives = (text: string) => new TextEncoder().encode(text).length < 60_000

let ahead = 0

/**
 * The server's time in milliseconds, derived from the server's last reply because the clock of this device may be
 * wrong. The result is behind the true time by the duration of that reply, and never ahead of it.
 */
export const serverNow = (): number => Date.now() + ahead

const hearTime = (response: Response): Response => {
  const serverDate = Date.parse(response.headers.get('date') ?? '')
  if (!Number.isNaN(serverDate)) ahead = serverDate - Date.now()
  return response
}

/**
 * Sends a request to `/api` and returns the response whatever its status is. Throws Unreachable if no response arrives,
 * and the reason of `signal` if it aborts.
 */
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

// Returns a signal that aborts as soon as one of the given signals aborts; older phones lack `AbortSignal.any`.
const whicheverFirst = (signals: AbortSignal[]): AbortSignal => {
  if ('any' in AbortSignal) return AbortSignal.any(signals)
  const either = new AbortController()
  for (const signal of signals) {
    if (signal.aborted) either.abort(signal.reason)
    signal.addEventListener('abort', () => either.abort(signal.reason), { once: true })
  }
  return either.signal
}

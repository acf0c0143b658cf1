import { Unreachable } from './problem.ts'

const usualTimeout = 15_000

export interface HttpRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  /** In the place of a body, as they are; `headers` says what they are. */
  bytes?: Blob
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
  /** Milliseconds; 0 waits for ever (the live stream). */
  timeout?: number
  /** Goes out even while the page is being left, where it is small enough for browsers to allow that. */
  keepalive?: boolean
}

/** Most bytes that browsers let a closing page send with `keepalive`. */
const outlives = (text: string) => new TextEncoder().encode(text).length < 60_000

let ahead = 0

/** The server's time in milliseconds, as its last answer told it: never later than it is, whatever the clock here says. */
export const serverNow = (): number => Date.now() + ahead

const hearTime = (response: Response): Response => {
  const told = Date.parse(response.headers.get('date') ?? '')
  if (!Number.isNaN(told)) ahead = told - Date.now()
  return response
}

/** One exchange under `/api`. Throws Unreachable where no answer came; any answer at all is returned. */
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

// Phones that are a few years old lack AbortSignal.any.
const whicheverFirst = (signals: AbortSignal[]): AbortSignal => {
  if ('any' in AbortSignal) return AbortSignal.any(signals)
  const either = new AbortController()
  for (const signal of signals) {
    if (signal.aborted) either.abort(signal.reason)
    signal.addEventListener('abort', () => either.abort(signal.reason), { once: true })
  }
  return either.signal
}

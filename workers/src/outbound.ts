import { request as plain, type RequestOptions } from 'node:http'
import { request as encrypted } from 'node:https'
import type { RequestFilteringAgentOptions } from 'request-filtering-agent'

/** A request to a URL that a user entered. */
export interface Posted {
  url: string
  headers: Readonly<Record<string, string | number>>
  body: string | Buffer
}

/**
 * Rules for outbound requests: the networks allowed besides public addresses (`10.2.0.0/16`), and the name resolver.
 */
export interface Reach {
  allowed: readonly string[]
  lookup?: RequestOptions['lookup']
}

/**
 * No answer arrived; the error holds a code. `sent` says whether the receiver may nevertheless have received the
 * request.
 */
export class NoAnswer extends Error {
  readonly code: string
  readonly sent: boolean

  constructor(code: string, sent: boolean) {
    super(`no answer: ${code}`)
    this.code = code
    this.sent = sent
  }
}

/** Milliseconds for the whole request; an answer that comes later is ignored. */
export const patience = 10_000

/**
 * Sends a POST request and returns only the status. Internal addresses are refused. The address is checked in the same
 * look-up that the connection uses, because a name may resolve differently a moment later; redirects are not followed,
 * and the response body is discarded.
 * @returns the status
 * @throws NoAnswer
 */
export const post = async ({ url, headers, body }: Posted, reach: Reach, within = patience): Promise<number> => {
  const { agent, request } = await wayTo(url, reach)
  const bytes = Buffer.from(body)
  let sent = false
  try {
    return await new Promise<number>((resolve, reject) => {
      const call = request(
        url,
        {
          method: 'POST',
          agent,
          headers: { ...headers, 'content-length': bytes.length },
          signal: AbortSignal.timeout(within),
        },
        (answer) => {
          resolve(answer.statusCode ?? 0)
          answer.destroy()
        },
      )
      call.on('error', reject)
      // Once the connection is ready, the receiver may have the message even if no answer arrives.
      call.on('socket', (socket) => {
        const ready = () => {
          sent = true
        }
        if (socket.connecting) socket.once(url.startsWith('https:') ? 'secureConnect' : 'connect', ready)
        else if (!socket.destroyed) ready()
      })
      call.end(bytes)
    })
  } catch (error) {
    throw new NoAnswer(codeOf(error), sent)
  } finally {
    agent.destroy()
  }
}

const wayTo = async (url: string, { allowed, lookup }: Reach) => {
  // Imported here, because a worker of a task force without webhooks and pushes never needs this library.
  const { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } = await import('request-filtering-agent')
  const options = { allowIPAddressList: [...allowed], lookup, keepAlive: false } as RequestFilteringAgentOptions
  return url.startsWith('https:')
    ? { agent: new RequestFilteringHttpsAgent(options), request: encrypted }
    : { agent: new RequestFilteringHttpAgent(options), request: plain }
}

const codeOf = (error: unknown): string => {
  const { name, code, message } = error as { name?: string; code?: string; message?: string }
  if (name === 'AbortError' || name === 'TimeoutError') return 'ETIMEDOUT'
  // The library that blocks internal addresses gives its errors no code, so the message is compared.
  if (message?.includes('is not allowed')) return 'EINSIDE'
  return typeof code === 'string' ? code : 'EUNKNOWN'
}

import { request as plain, type RequestOptions } from 'node:http'
import { request as encrypted } from 'node:https'
import type { RequestFilteringAgentOptions } from 'request-filtering-agent'

/** A user-supplied URL, and what to send to it. */
export interface Posted {
  url: string
  headers: Readonly<Record<string, string | number>>
  body: string | Buffer
}

/** Allowed destinations besides public addresses (`10.2.0.0/16`), and the name resolver. */
export interface Reach {
  allowed: readonly string[]
  lookup?: RequestOptions['lookup']
}

/** No answer came, with a code. `sent`: whether the receiver may have got it nevertheless. */
export class NoAnswer extends Error {
  readonly code: string
  readonly sent: boolean

  constructor(code: string, sent: boolean) {
    super(`no answer: ${code}`)
    this.code = code
    this.sent = sent
  }
}

/** Milliseconds for the whole request; later answers are ignored. */
export const patience = 10_000

/**
 * A POST request that returns only the status. Internal addresses are refused: the resolved address is checked in the
 * same look-up that the connection uses, so that a name cannot resolve differently a moment later; redirects are not
 * followed; the response body is discarded.
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
      // From here on the receiver may have the message, even if no answer arrives.
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
  // Imported here, because a worker whose task force has no webhook and no push never needs it.
  const { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } = await import('request-filtering-agent')
  const options = { allowIPAddressList: [...allowed], lookup, keepAlive: false } as RequestFilteringAgentOptions
  return url.startsWith('https:')
    ? { agent: new RequestFilteringHttpsAgent(options), request: encrypted }
    : { agent: new RequestFilteringHttpAgent(options), request: plain }
}

const codeOf = (error: unknown): string => {
  const { name, code, message } = error as { name?: string; code?: string; message?: string }
  if (name === 'AbortError' || name === 'TimeoutError') return 'ETIMEDOUT'
  // The library that blocks internal addresses has no error code for it.
  if (message?.includes('is not allowed')) return 'EINSIDE'
  return typeof code === 'string' ? code : 'EUNKNOWN'
}

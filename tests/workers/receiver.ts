import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/**
 * A real HTTP server on this machine that records requests, in place of an agency's system, a gateway or a push
 * service.
 */
export interface Receiver {
  url: string
  heard: { headers: IncomingHttpHeaders; body: string; bytes: Buffer; path: string; method: string }[]
  /** The status of each reply; undefined: no reply is sent. */
  status: number | undefined
  headers: Record<string, string>
  /** Called when a request was received completely, before the reply: here a test can kill the sender. */
  before: (() => Promise<void> | void) | undefined
  end(): Promise<void>
}

export const aReceiver = async (): Promise<Receiver> => {
  const server = createServer(async (request, reply) => {
    // Ignores requests that broke because a worker was killed.
    const bytes = await buffer(request).catch(() => undefined)
    if (bytes === undefined) return
    const body = bytes.toString()
    receiver.heard.push({
      headers: request.headers,
      body,
      bytes,
      path: request.url ?? '',
      method: request.method ?? '',
    })
    await receiver.before?.()
    if (receiver.status !== undefined)
      reply.writeHead(receiver.status, receiver.headers).end('thank you, said the system')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    heard: [],
    status: 200,
    headers: {},
    before: undefined,
    end: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return receiver
}

import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** An agency's own system, or a gateway: a real HTTP server on this machine that keeps what it is told. */
export interface Receiver {
  url: string
  heard: { headers: IncomingHttpHeaders; body: string; bytes: Buffer; path: string; method: string }[]
  /** What it answers from now on; undefined: it never answers. */
  status: number | undefined
  headers: Record<string, string>
  /** Called with each whole message before it is answered: to end something in the very middle. */
  before: (() => Promise<void> | void) | undefined
  end(): Promise<void>
}

export const aReceiver = async (): Promise<Receiver> => {
  const server = createServer(async (request, reply) => {
    // Workers that are killed break off in the middle.
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

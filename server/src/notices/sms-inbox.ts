import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { SmsInbox } from '../options.ts'

const kept = 50
const largest = 16 * 1024

/**
 * Starts the demo's text-message gateway, which listens on this machine only, on a free port, and writes its address
 * into the data folder, where the worker reads it. The gateway keeps the last messages in memory and writes none to
 * disk.
 */
export const openSmsInbox = async (folder: string): Promise<SmsInbox> => {
  const texts: string[] = []
  const server = createServer(async (request, reply) => {
    if (Number(request.headers['content-length'] ?? 0) > largest) return reply.writeHead(413).end()
    const body = await text(request).catch(() => undefined)
    if (body === undefined) return
    texts.unshift(body)
    texts.splice(kept)
    return reply.writeHead(202).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await writeFile(path.join(folder, 'sms-gateway'), `http://127.0.0.1:${port}/send`, { mode: 0o600 })
  return {
    texts: () => texts,
    end: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

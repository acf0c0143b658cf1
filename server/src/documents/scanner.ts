import { connect, type Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { Problem } from '@palermo/shared/problem.ts'

/** Milliseconds that the scanner may take for one file; reloading its virus lists is included. */
const patience = 60_000
/** Maximum length of a reply of the scanner clamd. */
const longest = 4096

export type Finding = 'clean' | 'infected'

/**
 * Scans a file with clamd by its INSTREAM command, which writes no copy of the file to disk on this machine.
 * @param address `host:port`, or the path of a socket
 * @throws Problem unavailable if the scanner does not reply or its reply is not understood: unscanned files are not
 * stored
 */
export const scan = async (address: string, file: Readable): Promise<Finding> => {
  const socket = open(address)
  socket.setTimeout(patience, () => socket.destroy(new Error('the scanner is silent')))
  try {
    const answer = answerOf(socket)
    // If the scanner replies early, as it does at its size limit, the rest of the file is not sent.
    answer.catch(() => {})
    await send(socket, Buffer.from('zINSTREAM\0'))
    for await (const chunk of file) await send(socket, framed(chunk as Buffer))
    await send(socket, framed(Buffer.alloc(0)))
    return findingIn(await answer)
  } catch {
    throw new Problem(
      'unavailable',
      'The virus scanner does not answer. Nothing was kept; send the file again shortly.',
    )
  } finally {
    file.destroy()
    socket.destroy()
  }
}

const open = (address: string): Socket => {
  const [, host, port] = /^(.+):(\d+)$/.exec(address) ?? []
  return host === undefined ? connect(address) : connect(Number(port), host)
}

/** Puts the length of a chunk in four bytes before the chunk. A length of zero ends the stream. */
const framed = (chunk: Buffer): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(chunk.length)
  return Buffer.concat([length, chunk])
}

const send = (socket: Socket, bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()))
  })

const answerOf = (socket: Socket): Promise<string> =>
  new Promise((resolve, reject) => {
    let heard = ''
    socket.setEncoding('latin1')
    socket.on('data', (part: string) => {
      heard += part
      if (heard.length > longest) reject(new Error('too long an answer'))
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(heard))
    socket.on('end', () => resolve(heard))
  })

/**
 * Parses the reply of the scanner. Only `stream: OK` and `stream: Name FOUND` are results; any other text (a limit, an
 * error) counts as no reply.
 */
const findingIn = (answer: string): Finding => {
  const said = answer.replace(/\0.*$/s, '').trim()
  if (/^stream: OK$/.test(said)) return 'clean'
  if (/^stream: .+ FOUND$/.test(said)) return 'infected'
  throw new Error('no finding')
}

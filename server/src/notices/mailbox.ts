import { writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { Mailbox } from '../options.ts'

const kept = 50

/**
 * Starts the demo's mail server, which listens on this machine only, on a free port, and writes its address into the
 * data folder, where the worker reads it. The server keeps the last e-mails in memory and writes none to disk.
 */
export const openMailbox = async (folder: string): Promise<Mailbox> => {
  // Imported at the first use, because only the demo uses this library.
  const { SMTPServer } = await import('smtp-server')
  const letters: string[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: 64 * 1024,
    onData(stream, _, done) {
      text(stream).then((letter) => {
        letters.unshift(letter.replaceAll('\r\n', '\n').trimEnd())
        letters.splice(kept)
        done()
      }, done)
    },
  })
  // Without this handler, a broken client connection would end the demo.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  await writeFile(path.join(folder, 'mailbox'), `smtp://127.0.0.1:${port}`, { mode: 0o600 })
  return {
    letters: () => letters,
    end: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

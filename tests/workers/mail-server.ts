import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A real mail server on this machine that stores e-mails and can be told to refuse them. */
export interface MailServer {
  url: string
  /** The e-mails that were accepted, each as sent and as parsed. */
  letters: { source: string; mail: ParsedMail }[]
  /** The reply to each e-mail once it was received completely; undefined to accept it. */
  answer: { code: number; words: string } | undefined
  /** Called when an e-mail was received completely, before the reply: here a test can kill the sender. */
  before: (() => Promise<void> | void) | undefined
  end(): Promise<void>
}

export const aMailServer = async (): Promise<MailServer> => {
  const server: MailServer = { url: '', letters: [], answer: undefined, before: undefined, end: async () => {} }
  const smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData(stream, _, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', async () => {
        await server.before?.()
        const { answer } = server
        if (answer) return done(Object.assign(new Error(answer.words), { responseCode: answer.code }))
        const source = Buffer.concat(parts).toString()
        server.letters.push({ source, mail: await simpleParser(source) })
        done()
      })
    },
  })
  // Ignores connections that broke because a worker was killed.
  smtp.on('error', () => {})
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
  server.url = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`
  server.end = () => new Promise((resolve) => smtp.close(() => resolve()))
  return server
}

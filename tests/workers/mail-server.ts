import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A real mail server on this machine, which keeps what it is given and can be made to refuse. */
export interface MailServer {
  url: string
  /** Every letter it took, as it was sent and as a reader sees it. */
  letters: { source: string; mail: ParsedMail }[]
  /** What it answers from now on; undefined: it takes everything. Asked once the whole letter is there. */
  answer: { code: number; words: string } | undefined
  /** Called with each whole letter before it is answered: to end something in the very middle. */
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
  // Workers that are killed break off in the middle.
  smtp.on('error', () => {})
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
  server.url = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`
  server.end = () => new Promise((resolve) => smtp.close(() => resolve()))
  return server
}

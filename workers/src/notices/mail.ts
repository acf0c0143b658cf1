import { readFile } from 'node:fs/promises'
import { holdSeconds, type OutboundMessage } from '@palermo/db/notices/outbound-messages.ts'
import type { MailSettings } from '../settings.ts'
import { NotSent } from './not-sent.ts'
import { wordsOf } from './words.ts'

/**
 * Milliseconds without data (`idleTimeout`), and for the whole delivery: shorter than the time for which this process
 * holds a message.
 */
const idleTimeout = 15_000
const longest = (holdSeconds * 1000 * 3) / 4

/** The URL of the mail server; undefined if there is none. */
export const mailServer = async ({ smtpUrl, mailboxFile }: MailSettings): Promise<string | undefined> =>
  smtpUrl ?? (mailboxFile === undefined ? undefined : await readFile(mailboxFile, 'utf8').catch(() => undefined))

/**
 * Sends an e-mail over SMTP. Its Message-ID is made from the message's id, so that a mail server or reader recognises a
 * duplicate.
 * @throws NotSent
 */
export const sendMail = async (
  url: string,
  { from }: MailSettings,
  message: OutboundMessage,
  link: string,
): Promise<void> => {
  // Imported here, because an installation without a mail server never needs it.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    url,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: idleTimeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const timer = setTimeout(() => transport.close(), longest)
  try {
    await Promise.race([
      transport.sendMail({
        from,
        to: message.email,
        ...wordsOf(message, link),
        messageId: `<${message.id}@${domainOf(from)}>`,
        // Prevents automatic replies (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated' },
      }),
      overdue(longest),
    ])
  } catch (error) {
    throw notSent(error)
  } finally {
    clearTimeout(timer)
    transport.close()
  }
}

const domainOf = (from: string) => /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost'

const overdue = (after: number): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new NotSent('ETIMEDOUT', false)), after).unref())

const notSent = (error: unknown): NotSent => {
  if (error instanceof NotSent) return error
  const { responseCode, command, code } = error as { responseCode?: number; command?: string; code?: string }
  // Whether the server refused this message for good: an error of the greeting or the sign-in is a wrong setting, which
  // will be corrected.
  const forever = responseCode !== undefined && responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')
  return new NotSent(String(responseCode ?? code ?? 'EUNKNOWN'), forever)
}

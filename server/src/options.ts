import type { Database } from '@palermo/db/database.ts'
import type { DocumentStore } from '@palermo/db/documents/store.ts'
import { usualNeutralPage } from '@palermo/shared/installation/neutral-page.ts'
import type { SignInService } from './sign-in/questions.ts'
import type { TrustProxy } from './trust-proxy.ts'

/** The mail server of the demo: it speaks SMTP and delivers no mail. */
export interface Mailbox {
  /** The last letters as they were sent, newest first. */
  letters(): readonly string[]
  end(): Promise<void>
}

/** The text-message gateway of the demo: a real HTTP conversation whose messages ring on no telephone. */
export interface SmsInbox {
  /** The last messages as they were sent, newest first. */
  texts(): readonly string[]
  end(): Promise<void>
}

/** What HTTP is built with, and every capability's routes with it. */
export interface AppOptions {
  db: Database
  /** Asks the sign-in process. */
  signIn: SignInService
  /** Where files lie, the packed process that looks at what is sent, and where a virus scanner listens, if one does. */
  documents: DocumentStore & { inspector: string; scanner?: string | undefined }
  /** 32 random bytes; a new one signs everybody out. */
  jwtSecret: Uint8Array
  /** Demo mode: known passwords, and metrics and documentation readable for every user of this machine. */
  demo: boolean
  /** Cookies need https, except on loopback. */
  secure: boolean
  /** Proxies whose X-Forwarded-For is trusted; none if left out. */
  trustProxy?: TrustProxy
  /** Where quick exit leads unless an administrator sets another page. */
  neutralPage?: string | undefined
  /** Where the letters of the demo end. */
  mailbox?: Mailbox | undefined
  /** Where the text messages of the demo end. */
  smsInbox?: SmsInbox | undefined
  /** Off, to standard output, or line by line to a callback. */
  log?: boolean | { write(line: string): void }
}

export const neutralPageOf = ({ neutralPage }: Pick<AppOptions, 'neutralPage'>): string =>
  neutralPage ?? usualNeutralPage

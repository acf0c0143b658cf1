import type { Database } from '@palermo/db/database.ts'
import type { DocumentStore } from '@palermo/db/documents/store.ts'
import { usualNeutralPage } from '@palermo/shared/installation/neutral-page.ts'
import type { SignInService } from './sign-in/questions.ts'
import type { TrustProxy } from './trust-proxy.ts'

/** The mail server of the demo: it speaks SMTP and delivers no mail. */
export interface Mailbox {
  /** The last e-mails as sent, newest first. */
  letters(): readonly string[]
  end(): Promise<void>
}

/** The text-message gateway of the demo: a real HTTP interface that delivers to no telephone. */
export interface SmsInbox {
  /** The last messages as sent, newest first. */
  texts(): readonly string[]
  end(): Promise<void>
}

/** Parameters of the HTTP app and of the routes of every capability. */
export interface AppOptions {
  db: Database
  /** The client of the sign-in process. */
  signIn: SignInService
  /** The file store, the bundled inspector, and the address of a virus scanner if there is one. */
  documents: DocumentStore & { inspector: string; scanner?: string | undefined }
  /** 32 random bytes; a new value signs all users out. */
  jwtSecret: Uint8Array
  /** Demo mode: known passwords, and metrics and documentation for every user of this machine. */
  demo: boolean
  /** Cookies need https, except on loopback. */
  secure: boolean
  /** Proxies whose X-Forwarded-For is trusted; none if left out. */
  trustProxy?: TrustProxy
  /** The quick-exit page, unless an administrator sets another. */
  neutralPage?: string | undefined
  /** The mailbox of the demo. */
  mailbox?: Mailbox | undefined
  /** The text-message inbox of the demo. */
  smsInbox?: SmsInbox | undefined
  /** Off, to standard output, or line by line to a callback. */
  log?: boolean | { write(line: string): void }
}

export const neutralPageOf = ({ neutralPage }: Pick<AppOptions, 'neutralPage'>): string =>
  neutralPage ?? usualNeutralPage

import type { Database } from '@palermo/db/database.ts'
import type { DocumentStore } from '@palermo/db/documents/store.ts'
import { usualNeutralPage } from '@palermo/shared/installation/neutral-page.ts'
import type { SignInService } from './sign-in/questions.ts'
import type { TrustProxy } from './trust-proxy.ts'

/** The mail server of the demo, which speaks SMTP and delivers no mail. */
export interface Mailbox {
  /** Returns the last e-mails, newest first, each as it was sent. */
  letters(): readonly string[]
  end(): Promise<void>
}

/** The text-message gateway of the demo: an HTTP interface that delivers no message to a telephone. */
export interface SmsInbox {
  /** Returns the last text messages, newest first, each as it was sent. */
  texts(): readonly string[]
  end(): Promise<void>
}

/** The parameters of the HTTP app and of the routes of every capability. */
export interface AppOptions {
  db: Database
  /** The client of the sign-in process. */
  signIn: SignInService
  /** The store of files, the path of the bundled inspector, and the address of a virus scanner if there is one. */
  documents: DocumentStore & { inspector: string; scanner?: string | undefined }
  /** The secret with which access tokens are signed: 32 random bytes. A new value signs all users out. */
  jwtSecret: Uint8Array
  /**
   * Whether the process runs the demo: accounts have known passwords, and the main port serves metrics and
   * documentation.
   */
  demo: boolean
  /** Whether cookies require https. False only if the process listens on the loopback address. */
  secure: boolean
  /** The proxies whose X-Forwarded-For header is trusted; by default none. */
  trustProxy?: TrustProxy
  /** The page to which quick exit leads, unless an administrator sets another page. */
  neutralPage?: string | undefined
  /** The demo's mail server; undefined if it is not running. */
  mailbox?: Mailbox | undefined
  /** The demo's text-message gateway; undefined if it is not running. */
  smsInbox?: SmsInbox | undefined
  /** Whether and where requests are logged: true or left out means standard output, an object receives each line. */
  log?: boolean | { write(line: string): void }
}

export const neutralPageOf = ({ neutralPage }: Pick<AppOptions, 'neutralPage'>): string =>
  neutralPage ?? usualNeutralPage

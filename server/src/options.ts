import type { Database } from '@palermo/db/database.ts'
import type { DocumentStore } from '@palermo/db/documents/store.ts'
import { usualNeutralPage } from '@palermo/shared/installation/neutral-page.ts'
import type { SignInService } from './sign-in/questions.ts'
import type { TrustProxy } from './trust-proxy.ts'

/** The mail server of the demo: it speaks SMTP and delivers no mail. */
export interface Mailbox {
  /** The last e-mails, newest first, each as it was sent. */
  letters(): readonly string[]
  end(): Promise<void>
}

/** The text-message gateway of the demo: a real HTTP interface that delivers to no telephone. */
export interface SmsInbox {
  /** The last text messages, newest first, each as it was sent. */
  texts(): readonly string[]
  end(): Promise<void>
}

/** Parameters of the HTTP app and of the routes of every capability. */
export interface AppOptions {
  db: Database
  /** The client of the sign-in process. */
  signIn: SignInService
  /** The store of files, the path of the bundled inspector, and the address of a virus scanner if there is one. */
  documents: DocumentStore & { inspector: string; scanner?: string | undefined }
  /** 32 random bytes; a new value signs all users out. */
  jwtSecret: Uint8Array
  /** Demo mode: accounts have known passwords, and the main port serves metrics and documentation. */
  demo: boolean
  /** Whether cookies require https; false only on loopback. */
  secure: boolean
  /** Proxies whose X-Forwarded-For is trusted; by default none. */
  trustProxy?: TrustProxy
  /** The quick-exit page, unless an administrator sets another. */
  neutralPage?: string | undefined
  /** The mailbox of the demo. */
  mailbox?: Mailbox | undefined
  /** The text-message inbox of the demo. */
  smsInbox?: SmsInbox | undefined
  /** False: no log; true or left out: a log on standard output; or an object that receives each line. */
  log?: boolean | { write(line: string): void }
}

export const neutralPageOf = ({ neutralPage }: Pick<AppOptions, 'neutralPage'>): string =>
  neutralPage ?? usualNeutralPage

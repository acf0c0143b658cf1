import { askLink, followLink, readLink } from '@palermo/db/accounts/follow-link.ts'
import { changePassword, type Keys, type Opened, refreshSession, signIn } from '@palermo/db/accounts/sign-in.ts'
import { limitConcurrency } from '../concurrency-limit.ts'
import type { OpenedSession, SignInService } from './questions.ts'

/** The number of passwords that may wait to be hashed; further requests fail with `unavailable`. */
const longestQueue = 200

/**
 * Answers requests about passwords and sessions, with the only database login that can read password hashes and open
 * sessions.
 * @param atOnce the number of passwords hashed concurrently, each of which takes 64 MiB and a core
 */
export const openSignIn = (keys: Keys, { atOnce }: { atOnce: number }): SignInService => {
  const hashing = limitConcurrency({ concurrent: atOnce, longestQueue })
  return {
    signIn: (ask) => hashing(async () => travelling(await signIn(keys, ask))),
    refresh: async ({ secret, refresh }) =>
      travelling(await refreshSession(keys, { secret: bytes(secret), refresh: bytes(refresh) })),
    changePassword: ({ secret, ...ask }) =>
      hashing(async () => ({ changed: await changePassword(keys, { ...ask, secret: bytes(secret) }) })),
    askLink: ({ email }) => done(askLink(keys, email)),
    readLink: (ask) => readLink(keys, ask),
    followLink: (ask) => hashing(() => done(followLink(keys, ask))),
  }
}

const bytes = (text: string) => Buffer.from(text, 'base64url')

const travelling = ({ secret, refresh, endsAt }: Opened): OpenedSession => ({
  secret: secret.toString('base64url'),
  refresh: refresh.toString('base64url'),
  endsAt,
})

const done = async (work: Promise<void>) => {
  await work
  return {}
}

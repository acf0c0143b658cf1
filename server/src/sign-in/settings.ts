import { availableParallelism } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { urlFor } from '@palermo/db/roles.ts'
import { type Environment, wholeNumber } from '@palermo/shared/environment.ts'

export interface SignInSettings {
  databaseUrl: string
  /** The Unix socket of the sign-in process. */
  socket: string
  /** Maximum number of passwords that are hashed at once. */
  atOnce: number
}

/** Returns the path of the socket of the sign-in process. The sign-in process and its clients use the same setting. */
export const signInSocket = (env: Environment): string => {
  const data = env.PALERMO_DATA || fileURLToPath(new URL('../../../.data', import.meta.url))
  return env.PALERMO_SIGN_IN || path.join(data, 'run', 'sign-in.sock')
}

/**
 * Reads the settings of the sign-in process. Throws for a missing value, so that a wrongly configured process does not
 * start.
 */
export const readSignInSettings = (env: Environment): SignInSettings => {
  const given = env.DATABASE_KEYS_URL
  if (!given && !env.DATABASE_URL) throw new Error('set DATABASE_KEYS_URL, or DATABASE_URL to derive it from')
  const usual = Math.max(1, availableParallelism() - 1)
  return {
    databaseUrl: given || urlFor(env.DATABASE_URL ?? '', 'keys'),
    socket: signInSocket(env),
    atOnce: wholeNumber(env, 'PALERMO_SIGN_INS_AT_ONCE', { usual, min: 1, max: 99 }),
  }
}

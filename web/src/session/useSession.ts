import type { Me } from '@palermo/shared/accounts/contract.ts'
import { useSyncExternalStore } from 'react'
import { hearSession, readSession, type Session } from './session.ts'

export const useSession = (): Session => useSyncExternalStore(hearSession, readSession)

/**
 * Returns the signed-in person; throws an error if nobody is signed in, so it may only be called on pages behind the
 * sign-in.
 */
export const useMe = (): Me => {
  const session = useSession()
  if (!('actor' in session)) throw new Error('Nobody is signed in here')
  return session.actor
}

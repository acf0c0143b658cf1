import { type Me, SignedIn, type SignIn, signedInCookie } from '@palermo/shared/accounts/contract.ts'
import { http } from '../http.ts'
import { isProblem, readProblem, Unreadable } from '../problem.ts'
import { holdDeviceKey, wipeDevice } from './device-key.ts'
import { hearTabs, postToTabs } from './tabs.ts'

/**
 * The state of the sign-in, with the signed-in person. The bearer token is only in the memory of this module: other
 * pages, the disk and later users of the machine cannot read it. Scripts cannot read the refresh cookie.
 */
export type Session =
  | { state: 'unknown' }
  | { state: 'out' }
  | { state: 'in'; actor: Me }
  /** The session expired during work: typed input stays on the page until the person signs in again. */
  | { state: 'expired'; actor: Me }

let session: Session = { state: 'unknown' }
let token: { value: string; expiresAt: number } | undefined
let refreshing: Promise<Session> | undefined
/** True once this page has signed out. */
let isLeft = false
const listeners = new Set<() => void>()

export const readSession = (): Session => session

export const hearSession = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const become = (next: Session) => {
  if ('actor' in session && next.state === 'out') isLeft = true
  session = next
  if (next.state !== 'in') token = undefined
  if (next.state === 'out' || next.state === 'expired') wipeDevice()
  for (const listener of listeners) listener()
}

const enter = ({ accessToken, expiresAt, actor, deviceKey }: SignedIn): Session => {
  // All tabs share the refresh cookie, so after a sign-in in one tab the others must show the same person.
  const before = 'actor' in session ? session.actor.personId : undefined
  if (before !== undefined && before !== actor.personId) {
    become({ state: 'unknown' })
    location.replace('/')
    return session
  }
  // After a sign-out, the page is reloaded for the next sign-in for two reasons. The page's memory holds data of the
  // earlier person; and a script that was still loading never arrives, because the service worker was removed.
  if (isLeft) {
    become({ state: 'unknown' })
    location.reload()
    return session
  }
  token = { value: accessToken, expiresAt: Date.parse(expiresAt) }
  holdDeviceKey(deviceKey)
  become({ state: 'in', actor })
  return session
}

const readSignedIn = async (response: Response): Promise<SignedIn> => {
  if (!response.ok) throw await readProblem(response)
  const parsed = SignedIn.safeParse(await response.json())
  if (!parsed.success) throw new Unreadable('/sign-in', parsed.error.message)
  return parsed.data
}

export const signIn = async (input: SignIn): Promise<Session> => {
  const signedIn = await readSignedIn(await http('/sign-in', { method: 'POST', body: input }))
  localStorage.removeItem(leaving)
  const entered = enter(signedIn)
  postToTabs({ kind: 'signed-in', personId: signedIn.actor.personId })
  return entered
}

/**
 * Ends the session on the server and in every tab of this browser. This page shows the sign-out at once, without
 * waiting for the network; if the server could not be reached, the next page that reaches the server ends the session.
 * @param isSaving whether unsaved input is being sent, for which the server waits before it ends the session
 */
export const signOut = async (isSaving = false): Promise<void> => {
  const bearer = token?.value
  localStorage.setItem(leaving, '1')
  become({ state: 'out' })
  postToTabs({ kind: 'signed-out' })
  await sendSignOut(bearer, isSaving).catch(() => undefined)
}

const leaving = 'leaving'

const sendSignOut = async (bearer: string | undefined, isSaving = false) => {
  const headers = bearer ? { headers: { authorization: `Bearer ${bearer}` } } : {}
  const { ok } = await http(isSaving ? '/sign-out?after=saving' : '/sign-out', {
    method: 'POST',
    keepalive: true,
    ...headers,
  })
  if (ok) localStorage.removeItem(leaving)
}

/**
 * Returns the session, requested from the server if this page does not know yet who is signed in. Throws Unreachable if
 * the server cannot be asked, because a lost connection must not sign the person out.
 */
export const knowSession = async (): Promise<Session> => (session.state === 'unknown' ? refresh() : session)

/** Returns a bearer token that will still be valid when the request arrives; undefined without a session. */
export const readToken = async (): Promise<string | undefined> => {
  if (session.state === 'out' || session.state === 'expired') return undefined
  if (token && token.expiresAt - Date.now() > 20_000) return token.value
  await refresh()
  return token?.value
}

/** Discards a token that the server refused, and returns a new token; undefined without a session. */
export const renewToken = async (refused: string | undefined): Promise<string | undefined> => {
  if (token?.value === refused) token = undefined
  return readToken()
}

/**
 * Exchanges the refresh cookie for a token and a new cookie, and returns the session. If two tabs sent the same cookie,
 * the server would take the cookie for stolen and end the session everywhere, so only one tab of the browser exchanges
 * the cookie at a time.
 */
const refresh = (): Promise<Session> => {
  refreshing ??= alone(async () => {
    if (!mayHaveSession()) return leave()
    try {
      const entered = await exchangeCookie()
      if (!localStorage.getItem(leaving)) return enter(entered)
      await sendSignOut(entered.accessToken)
      return leave()
    } catch (error) {
      if (!isProblem(error, 'not-signed-in', 'wrong-credentials')) throw error
      return leave()
    }
  }).finally(() => {
    refreshing = undefined
  })
  return refreshing
}

const leave = (): Session => {
  become('actor' in session ? { state: 'expired', actor: session.actor } : { state: 'out' })
  return session
}

/**
 * Whether this browser has a refresh cookie. Scripts cannot see that cookie, so a second cookie, which scripts can
 * read, tells whether the browser has it.
 */
const mayHaveSession = () => document.cookie.split('; ').some((one) => one.startsWith(`${signedInCookie}=`))

const patience = [150, 300, 600, 1200]

/**
 * Exchanges the refresh cookie, again after a pause if the server answers `changed-meanwhile`: a page closed during an
 * exchange loses its lock before the answer, and the next page sends the previous cookie. With `keepalive` the request
 * outlives its page, so that the new cookie always arrives.
 */
const exchangeCookie = async (tries = 0): Promise<SignedIn> => {
  try {
    return await readSignedIn(await http('/sign-in/refresh', { method: 'POST', keepalive: true }))
  } catch (error) {
    const wait = patience[tries]
    if (wait === undefined || !isProblem(error, 'changed-meanwhile')) throw error
    await new Promise((resolve) => setTimeout(resolve, wait))
    return exchangeCookie(tries + 1)
  }
}

// Browsers offer locks only to secure pages; without locks (plain http in tests) only one tab is expected.
const alone = <T>(work: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? (navigator.locks.request('session-refresh', work) as Promise<T>) : work()

hearTabs((message) => {
  if (message.kind === 'signed-out' && session.state !== 'out') become({ state: 'out' })
  if (message.kind !== 'signed-in') return
  if ('actor' in session && session.actor.personId !== message.personId) location.replace('/')
  if (session.state === 'out' || session.state === 'expired') {
    session = 'actor' in session ? session : { state: 'unknown' }
    void refresh().catch(() => undefined)
  }
})

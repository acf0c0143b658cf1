import { type Me, SignedIn, type SignIn, signedInCookie } from '@palermo/shared/accounts/contract.ts'
import { http } from '../http.ts'
import { isProblem, readProblem, Unreadable } from '../problem.ts'
import { holdDeviceKey, wipeDevice } from './device-key.ts'
import { hearTabs, tellTabs } from './tabs.ts'

/**
 * Who is signed in here. The bearer token lives in this module's memory alone: no script of another page, no disk and no
 * later user of the machine can read it. The refresh cookie is out of reach of any script.
 */
export type Session =
  | { state: 'unknown' }
  | { state: 'out' }
  | { state: 'in'; actor: Me }
  /** The session expired during work: typed input stays until the person signs in again. */
  | { state: 'expired'; actor: Me }

let session: Session = { state: 'unknown' }
let token: { value: string; expiresAt: number } | undefined
let refreshing: Promise<Session> | undefined
/** Signed out on this page. */
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
  // All tabs share the cookie: after a sign-in in one tab the others belong to the same person and must show it.
  const before = 'actor' in session ? session.actor.personId : undefined
  if (before !== undefined && before !== actor.personId) {
    become({ state: 'unknown' })
    location.replace('/')
    return session
  }
  // Nobody signs in to a page that somebody left: its memory was another's, and signing out took away the worker that may
  // have been bringing a part of it, which the browser would then never ask for again.
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
  tellTabs({ kind: 'signed-in', personId: signedIn.actor.personId })
  return entered
}

/**
 * Ends it on the server and in every tab of this browser. Says so here at once, whatever the network does; where the
 * server could not be told, the next page that reaches it tells it before anything else.
 * @param isSaving something typed is on its way to the server, which gives it the time to arrive
 */
export const signOut = async (isSaving = false): Promise<void> => {
  const bearer = token?.value
  localStorage.setItem(leaving, '1')
  become({ state: 'out' })
  tellTabs({ kind: 'signed-out' })
  await tellSignedOut(bearer, isSaving).catch(() => undefined)
}

const leaving = 'leaving'

const tellSignedOut = async (bearer: string | undefined, isSaving = false) => {
  const headers = bearer ? { headers: { authorization: `Bearer ${bearer}` } } : {}
  const { ok } = await http(isSaving ? '/sign-out?after=saving' : '/sign-out', {
    method: 'POST',
    keepalive: true,
    ...headers,
  })
  if (ok) localStorage.removeItem(leaving)
}

/**
 * Who is signed in, asking the server where this page does not know yet. Throws Unreachable where it cannot tell: no
 * connection is no reason to sign somebody out.
 */
export const knowSession = async (): Promise<Session> => (session.state === 'unknown' ? refresh() : session)

/** A token that will still be good when it arrives, or undefined where there is no session. */
export const readToken = async (): Promise<string | undefined> => {
  if (session.state === 'out' || session.state === 'expired') return undefined
  if (token && token.expiresAt - Date.now() > 20_000) return token.value
  await refresh()
  return token?.value
}

/** Forgets a token that the server would not take, and gets another. */
export const renewToken = async (refused: string | undefined): Promise<string | undefined> => {
  if (token?.value === refused) token = undefined
  return readToken()
}

/**
 * Turns the refresh cookie into a token. A rotating cookie that two tabs send at once looks like a stolen one and would
 * end the session everywhere, so only one tab of the browser is in here at a time.
 */
const refresh = (): Promise<Session> => {
  refreshing ??= alone(async () => {
    if (!mayHaveSession()) return leave()
    try {
      const entered = await exchangeCookie()
      if (!localStorage.getItem(leaving)) return enter(entered)
      await tellSignedOut(entered.accessToken)
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

/** Whether this browser keeps a refresh cookie, which no script can see: its companion says so. */
const mayHaveSession = () => document.cookie.split('; ').some((one) => one.startsWith(`${signedInCookie}=`))

const patience = [150, 300, 600, 1200]

/**
 * A page that is left in the middle of this loses its lock before its answer, and the next one comes with the cookie of
 * before: the server says so (`changed-meanwhile`), and the cookie is there a moment later. The request outlives its
 * page, so that its cookie always arrives.
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

// Browsers offer locks only to secure pages; without them (plain http in a test bench) one tab is the rule anyway.
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

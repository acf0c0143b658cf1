import { usualNeutralPage } from '@palermo/shared/installation/neutral-page.ts'
import { readSession, signOut } from './session.ts'

/** The page configured for quick exit: known since the sign-in, because leaving must not wait for a request. */
const neutralPage = (): string => {
  const session = readSession()
  return 'actor' in session ? session.actor.neutralPage : usualNeutralPage
}

const presses = 3
const within = 1500
/** Milliseconds in which input may reach the server before the session ends. */
const saving = 1000

/** Work while a page is closed: sends input, or deletes what was read. */
type Leaving = () => Promise<unknown> | undefined
const leavings = new Set<Leaving>()
let isLeft = false

export const onQuickExit = (leaving: Leaving): (() => void) => {
  leavings.add(leaving)
  return () => leavings.delete(leaving)
}

/**
 * Leaves at once: clears the screen first, sends unsaved input, ends the session, and replaces this page in the history
 * by the neutral page. Nothing here waits for the network: without a connection this browser shows nothing of the
 * session any more, and ends it when the connection is back.
 */
export const quickExit = (): void => {
  if (isLeft) return
  isLeft = true
  document.body.hidden = true
  document.title = ' '
  // Must be read before the session ends.
  const to = neutralPage()
  const kept = [...leavings].map((leave) => leave()).filter((one) => one !== undefined)
  sessionStorage.clear()
  let hasEnded = false
  let isSaving = kept.length > 0
  const end = () => {
    if (hasEnded) return
    hasEnded = true
    void signOut(isSaving)
  }
  addEventListener('pagehide', end)
  // The router stores scroll positions there until the page closes.
  addEventListener('pagehide', () => sessionStorage.clear())
  // Suppresses the confirmation of unsaved forms: registered before their own handlers.
  addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true })
  // A page restored from the browser's back-forward cache is reloaded, and signed out.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload())
  if (kept.length === 0) end()
  else {
    void Promise.allSettled(kept).then(() => {
      isSaving = false
      end()
    })
    setTimeout(end, saving)
  }
  location.replace(to)
}

/**
 * Calls `exit` when Esc is pressed three times in a row, regardless of focus and open dialogs. Returns a function that
 * removes the handler.
 */
export const hearEscape = (exit: () => void = quickExit): (() => void) => {
  let times: number[] = []
  const hear = (event: KeyboardEvent) => {
    // Components dispatch synthetic key events for the focused row of a list.
    if (!event.isTrusted) return
    if (event.key !== 'Escape') times = []
    else if (!event.repeat) {
      times = [...times, event.timeStamp].filter((at) => event.timeStamp - at < within)
      if (times.length >= presses) exit()
    }
  }
  const forget = () => {
    times = []
  }
  // In the capture phase, before a dialog handles the key to close itself.
  addEventListener('keydown', hear, { capture: true })
  addEventListener('pointerdown', forget, { capture: true })
  return () => {
    removeEventListener('keydown', hear, { capture: true })
    removeEventListener('pointerdown', forget, { capture: true })
  }
}

import { usualNeutralPage } from '@palermo/shared/installation/neutral-page.ts'
import { readSession, signOut } from './session.ts'

/**
 * Returns the address to which quick exit leads. The server sent the address at sign-in, because leaving must not wait
 * for a request.
 */
const neutralPage = (): string => {
  const session = readSession()
  return 'actor' in session ? session.actor.neutralPage : usualNeutralPage
}

const presses = 3
const within = 1500
/** Milliseconds that unsaved input has to reach the server before the session ends. */
const saving = 1000

/**
 * A function that a part of the app registers for quick exit: it sends input, or deletes data that were read. Undefined
 * means that nothing is sent.
 */
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
 * session any more, and ends the session when the connection is back.
 */
export const quickExit = (): void => {
  if (isLeft) return
  isLeft = true
  document.body.hidden = true
  document.title = ' '
  // The address must be read before the session ends, because it is part of the session's data.
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
  // Cleared again when the page closes, because the router stores scroll positions in the session storage until then.
  addEventListener('pagehide', () => sessionStorage.clear())
  // Suppresses the confirmation of forms with unsaved input; this handler must run before the handlers of the forms.
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
    // Ignores key events that components create, such as the events for the focused row of a list.
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
  // Registered in the capture phase, so that it runs before a dialog handles the key to close itself.
  addEventListener('keydown', hear, { capture: true })
  addEventListener('pointerdown', forget, { capture: true })
  return () => {
    removeEventListener('keydown', hear, { capture: true })
    removeEventListener('pointerdown', forget, { capture: true })
  }
}

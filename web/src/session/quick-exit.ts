import { usualNeutralPage } from '@palermo/shared/installation/neutral-page.ts'
import { readSession, signOut } from './session.ts'

/** Somewhere anybody might be, as this installation says: known since the sign-in, as leaving waits for nothing. */
const neutralPage = (): string => {
  const session = readSession()
  return 'actor' in session ? session.actor.neutralPage : usualNeutralPage
}

const presses = 3
const within = 1500
/** Milliseconds that what was typed may take to reach the server before the session ends all the same. */
const saving = 1000

/** What has to be done while a page is left: sends what was typed, or drops what was read. */
type Leaving = () => Promise<unknown> | undefined
const leavings = new Set<Leaving>()
let isLeft = false

export const onQuickExit = (leaving: Leaving): (() => void) => {
  leavings.add(leaving)
  return () => leavings.delete(leaving)
}

/**
 * Leaves at once: what is on the screen is gone before anything else happens, what was typed is on its way to the
 * server, the session ends with the page, and the neutral page takes this one's place in the history. Nothing here waits
 * for the network: without it this browser shows nothing of the session any more, and ends it when it is back.
 */
export const quickExit = (): void => {
  if (isLeft) return
  isLeft = true
  document.body.hidden = true
  document.title = ' '
  // Known as long as the session is.
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
  // The router notes there how far pages were scrolled, up to the last moment.
  addEventListener('pagehide', () => sessionStorage.clear())
  // No form may ask now whether one is sure: heard before any of them.
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
 * Esc three times with nothing in between, wherever the focus is and whatever each press closes: nobody in a hurry counts
 * dialogs, and no more than two things ever close one after the other. Returns how to stop listening.
 */
export const hearEscape = (exit: () => void = quickExit): (() => void) => {
  let times: number[] = []
  const hear = (event: KeyboardEvent) => {
    // Components repeat a key by themselves, for the line of a list that is at hand.
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
  // Before any dialog swallows the key to close itself.
  addEventListener('keydown', hear, { capture: true })
  addEventListener('pointerdown', forget, { capture: true })
  return () => {
    removeEventListener('keydown', hear, { capture: true })
    removeEventListener('pointerdown', forget, { capture: true })
  }
}

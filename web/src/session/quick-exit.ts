import { signOut } from './session.ts'

/** Somewhere anybody might be. An installation may name another by VITE_NEUTRAL_PAGE when the pages are built. */
const neutralPage = import.meta.env.VITE_NEUTRAL_PAGE ?? 'https://www.wikipedia.org/'

const presses = 3
const within = 1500

/**
 * Leaves at once: what is on the screen is gone before anything else happens, the session ends with the page, and the
 * neutral page takes this one's place in the history.
 */
export const quickExit = (): void => {
  document.body.hidden = true
  document.title = ' '
  void signOut()
  location.replace(neutralPage)
}

/** Esc three times, wherever the focus is. Returns how to stop listening. */
export const hearEscape = (exit: () => void = quickExit): (() => void) => {
  let times: number[] = []
  const hear = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.repeat) return
    times = [...times, event.timeStamp].filter((at) => event.timeStamp - at < within)
    if (times.length >= presses) exit()
  }
  // Before any dialog swallows the key to close itself.
  addEventListener('keydown', hear, { capture: true })
  return () => removeEventListener('keydown', hear, { capture: true })
}

import { keepCookie, readCookie } from './cookies.ts'

/** The text direction and the pseudo-language, which are settings of this device. */
export interface Layout {
  /** Undefined if the text has the direction of its language. */
  direction: 'ltr' | 'rtl' | undefined
  isMadeUp: boolean
}

/** Name of the event that the window receives when the layout changes. */
export const layoutChanged = 'palermo:layout'

const direction = 'palermo-direction'
const language = 'palermo-language'
const madeUp = 'made-up'

export const readLayout = (): Layout => {
  const kept = readCookie(direction)
  return { direction: kept === 'ltr' || kept === 'rtl' ? kept : undefined, isMadeUp: readCookie(language) === madeUp }
}

export const chooseLayout = (layout: Layout): void => {
  keepCookie(direction, layout.direction)
  keepCookie(language, layout.isMadeUp ? madeUp : undefined)
  dispatchEvent(new Event(layoutChanged))
}

import { keepCookie, readCookie } from './cookies.ts'

/** Which way the words run, and whether they are turned into the made-up language: a choice of this device. */
export interface Layout {
  /** Undefined: as the language runs. */
  direction: 'ltr' | 'rtl' | undefined
  isMadeUp: boolean
}

/** Said to the window when it changes. */
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

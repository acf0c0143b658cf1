import labels from '@palermo/shared/codes/labels.en.json' with { type: 'json' }
import { useEffect, useState } from 'react'
import { type IntlConfig, useIntl } from 'react-intl'
import { type Layout, layoutChanged, readLayout } from './layout.ts'

/** The values for the placeholders of a message, by the placeholder's name. */
export type Words = Record<string, string | number | boolean | Date | null | undefined>

type Catalogues = Record<string, Record<string, string>>

/** The English text of every loaded message by its key, from all folders together. */
export const english: Record<string, string> = {}

/**
 * Adds messages to the catalogue. Messages that only few pages need are in a folder's `page-messages.en.json`; the
 * build adds an import of that file to every module that uses one of the file's keys (`web/page-messages.ts`).
 */
export const learn = (catalogues: Catalogues): void => {
  Object.assign(english, ...Object.values(catalogues))
}

learn({
  ...import.meta.glob<Record<string, string>>('./*/messages.en.json', { eager: true, import: 'default' }),
  labels,
})

/** The messages of the page, their language (RFC 5646), and the text direction. */
interface Catalogue {
  messages: NonNullable<IntlConfig['messages']>
  language: string
  runs: 'ltr' | 'rtl'
}

const ours: Catalogue = { messages: english, language: 'en', runs: 'ltr' }
/**
 * The language tag of the pseudo-language. No tag is registered for a pseudo-language, so a private-use subtag is used.
 */
const madeUp = 'en-x-pseudo'

/**
 * Returns the messages for the text direction set on this device and, in a demonstration, for the pseudo-language if it
 * is turned on. The tests for cut-off text use the window event `palermo:pseudo-locale`: the detail `ltr` or `rtl`
 * selects the pseudo-language in that direction, any other detail selects English.
 */
export const useCatalogue = (): Catalogue => {
  const [shown, show] = useState(ours)
  const { language, runs } = shown
  useEffect(() => {
    const follow = ({ direction, isMadeUp }: Layout) => void madeFor(direction ?? ours.runs, isMadeUp).then(show)
    const chosen = readLayout()
    if (chosen.direction !== undefined || chosen.isMadeUp) follow(chosen)
    const hear = () => follow(readLayout())
    addEventListener(layoutChanged, hear)
    return () => removeEventListener(layoutChanged, hear)
  }, [])
  useEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dir = runs
  }, [language, runs])
  useEffect(() => {
    const hear = (event: Event) => {
      const way = event instanceof CustomEvent ? event.detail : undefined
      if (way !== 'ltr' && way !== 'rtl') show(ours)
      else void madeFor(way, true).then(show)
    }
    addEventListener('palermo:pseudo-locale', hear)
    return () => removeEventListener('palermo:pseudo-locale', hear)
  }, [])
  return shown
}

const madeFor = async (runs: Catalogue['runs'], isMadeUp: boolean): Promise<Catalogue> => {
  if (!isMadeUp) return { ...ours, runs }
  const { pseudoLocale } = await import('./pseudo-locale.ts')
  return { messages: pseudoLocale(english), language: madeUp, runs }
}

export type Translate = (key: string, words?: Words) => string

/** Returns a function that translates a key into the reader's language. */
export const useTranslate = (): Translate => {
  const { formatMessage } = useIntl()
  return (key, words) => formatMessage<Words>({ id: key }, words as Words)
}

/**
 * Whether the catalogue has this key. Checked before a code from the server is translated, because a newer server may
 * send codes that the page does not know.
 */
export const hasWords = (key: string): boolean => Object.hasOwn(english, key)

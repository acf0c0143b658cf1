import labels from '@palermo/shared/codes/labels.en.json' with { type: 'json' }
import { useEffect, useState } from 'react'
import { type IntlConfig, useIntl } from 'react-intl'
import { type Layout, layoutChanged, readLayout } from './layout.ts'

/** Words that go into a sentence of the catalogue. */
export type Words = Record<string, string | number | boolean | Date | null | undefined>

type Catalogues = Record<string, Record<string, string>>

/** Every folder's words in one flat catalogue of keys. */
export const english: Record<string, string> = {}

/**
 * Adds to the catalogue. Messages that few pages show stand in a folder's `page-messages.en.json`; the build adds the import
 * of it to every module that names one of its keys (`web/page-messages.ts`).
 */
export const learn = (catalogues: Catalogues): void => {
  Object.assign(english, ...Object.values(catalogues))
}

learn({
  ...import.meta.glob<Record<string, string>>('./*/messages.en.json', { eager: true, import: 'default' }),
  labels,
})

/** The words of the page, their language (RFC 5646), and which way they run. */
interface Catalogue {
  messages: NonNullable<IntlConfig['messages']>
  language: string
  runs: 'ltr' | 'rtl'
}

const ours: Catalogue = { messages: english, language: 'en', runs: 'ltr' }
/** The made-up language has no tag of its own: a private one says that it is English in disguise. */
const madeUp = 'en-x-pseudo'

/**
 * The words of the page, as the reader has chosen on this device: which way they run, and in a demonstration a made-up language. An
 * event on the window (`palermo:pseudo-locale`) turns them into that language, running as its detail says (`ltr` or `rtl`), and with
 * any other detail back: for the tests that look for what was cut off.
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

/** The reader's own words for a key. */
export const useTranslate = (): Translate => {
  const { formatMessage } = useIntl()
  return (key, words) => formatMessage<Words>({ id: key }, words as Words)
}

/** Whether the catalogue has this key: for codes that come from the data and may be newer than the page. */
export const hasWords = (key: string): boolean => Object.hasOwn(english, key)

import { useIntl } from 'react-intl'

/** Words that go into a sentence of the catalogue. */
export type Words = Record<string, string | number | boolean | Date | null | undefined>

const catalogues = import.meta.glob<Record<string, string>>('./*/messages.en.json', { eager: true, import: 'default' })

/** Every folder's words in one flat catalogue of keys. */
export const english: Record<string, string> = Object.assign({}, ...Object.values(catalogues))

export type Say = (key: string, words?: Words) => string

/** The reader's own words for a key. */
export const useSay = (): Say => {
  const { formatMessage } = useIntl()
  return (key, words) => formatMessage<Words>({ id: key }, words as Words)
}

/** Whether the catalogue has this key: for codes that come from the data and may be newer than the page. */
export const hasWords = (key: string): boolean => Object.hasOwn(english, key)

import { fallbackCatalogue } from '@palermo/shared/forms/fallback-catalogue.ts'
import type { FormWords } from '@palermo/shared/forms/versions.ts'
import { type ReactNode, useMemo } from 'react'
import { IntlProvider, useIntl } from 'react-intl'

/** Everything below also knows a form's own words, in the language asked for as far as it has been translated. */
export const InFormWords = ({
  words,
  language,
  children,
}: {
  words: FormWords
  language?: string | undefined
  children: ReactNode
}) => {
  const { locale, timeZone, messages, onError } = useIntl()
  const all = useMemo(() => {
    const spoken = { ...words.en, ...words[locale.split('-')[0] ?? 'en'], ...(language ? words[language] : {}) }
    const own = Object.fromEntries(Object.entries(spoken).map(([key, text]) => [key, plainly(text)]))
    return fallbackCatalogue(own, messages as Record<string, string>)
  }, [words, language, locale, messages])
  return (
    <IntlProvider locale={locale} timeZone={timeZone ?? 'UTC'} messages={all} onError={onError}>
      {children}
    </IntlProvider>
  )
}

/** What an author wrote is words, never a pattern with places to fill. */
const plainly = (text: string): string => text.replaceAll("'", "''").replaceAll(/[{}<>]/g, "'$&'")

import { fallbackCatalogue } from '@palermo/shared/forms/fallback-catalogue.ts'
import type { FormWords } from '@palermo/shared/forms/versions.ts'
import { type ReactNode, useMemo } from 'react'
import { IntlProvider, useIntl } from 'react-intl'

/**
 * Makes the texts of a form available to `children`: in `language` where they are translated, otherwise in the form's
 * own language.
 */
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

/**
 * Escapes a text that the author of the form wrote, so that its characters are not interpreted as a message pattern.
 */
const plainly = (text: string): string => text.replaceAll("'", "''").replaceAll(/[{}<>]/g, "'$&'")

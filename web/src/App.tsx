import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { IntlProvider, MissingTranslationError } from 'react-intl'
import { forgetCommands } from './commands/recent.ts'
import { useCatalogue } from './messages.ts'
import { queryClient, router } from './router.ts'
import { useSession } from './session/useSession.ts'

/** Provides all pages with translations, a time format and a data cache, and empties the cache after sign-out. */
export const App = ({ children }: { children: ReactNode }) => {
  const session = useSession()
  const actor = 'actor' in session ? session.actor : undefined
  const locale = localeOf(actor?.locale ?? navigator.language)
  const { messages, runs } = useCatalogue()
  const wasIn = useRef(false)
  useEffect(() => {
    if (session.state === 'in') wasIn.current = true
    if (session.state !== 'out' || !wasIn.current) return
    wasIn.current = false
    // The cache and the history of one person must not be visible to the next person on this device.
    queryClient.clear()
    forgetCommands()
    void router.navigate({ to: '/sign-in', search: {}, replace: true })
  }, [session.state])
  return (
    <IntlProvider
      locale={locale}
      timeZone={actor?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone}
      messages={messages}
      onError={(error) => {
        if (import.meta.env.DEV) throw error
        // The logged message contains only the translation key and no inserted values; the browser tests fail if the
        // message occurs.
        if (error instanceof MissingTranslationError) console.error(`No words for ${error.descriptor?.id}`)
      }}
    >
      <I18nProvider locale={runs === 'rtl' ? englishFromTheRight : locale}>
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      </I18nProvider>
    </IntlProvider>
  )
}

/**
 * English in a right-to-left locale, so that the component library lays out lists, menus and arrow keys from right to
 * left.
 */
const englishFromTheRight = 'en-Arab'

/**
 * The locale of dates and numbers: the reader's own if it is a form of English, otherwise British English, because the
 * texts exist only in English so far.
 */
const localeOf = (locale: string) => (locale.startsWith('en-') ? locale : 'en-GB')

import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { IntlProvider, MissingTranslationError } from 'react-intl'
import { forgetCommands } from './commands/recent.ts'
import { useCatalogue } from './messages.ts'
import { queryClient, router } from './router.ts'
import { useSession } from './session/useSession.ts'

/** Words, times and data for everything below, by who is signed in. */
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
    // Nothing that one person read may stay for the next, nor the way back: the next need not be the same one.
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
        // Names the key and nothing that was filled in. The browser tests fail on it.
        if (error instanceof MissingTranslationError) console.error(`No words for ${error.descriptor?.id}`)
      }}
    >
      <I18nProvider locale={runs === 'rtl' ? englishFromTheRight : locale}>
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      </I18nProvider>
    </IntlProvider>
  )
}

/** English as the components lay it out where words run from right to left: lists, menus, arrow keys. */
const englishFromTheRight = 'en-Arab'

/** The words are English so far; dates and numbers follow the reader where the reader's own English is known. */
const localeOf = (locale: string) => (locale.startsWith('en-') ? locale : 'en-GB')

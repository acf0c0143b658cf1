import { useRouter } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { useKeepNumbers } from '../agencies/useKeepNumbers.ts'
import { Commands } from '../commands/Commands.tsx'
import { useTranslate } from '../messages.ts'
import { NoticesButton } from '../notices/NoticesButton.tsx'
import { TonightBanner } from '../notices/TonightBanner.tsx'
import { useLive } from '../notices/useLive.ts'
import { useMe, useSession } from '../session/useSession.ts'
import { Toasts } from '../toasts/Toasts.tsx'
import { ButtonLink } from '../ui/Button.tsx'
import { OfflineBar } from './OfflineBar.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import { PrintHead } from './PrintHead.tsx'
import { fetchOtherPages, keepShellOnceQuiet } from './pages.ts'
import { QuickExit } from './QuickExit.tsx'
import { Rail } from './Rail.tsx'

const SignInAgain = lazy(() => import('./SignInAgain.tsx').then((found) => ({ default: found.SignInAgain })))

/** Frame around every page of a signed-in person. */
export const Shell = ({ children }: { children: ReactNode }) => {
  const t = useTranslate()
  const me = useMe()
  useLive(me.personId)
  useFocusOnArrival()
  const router = useRouter()
  useEffect(() => fetchOtherPages(router), [router])
  useEffect(keepShellOnceQuiet, [])
  const refers = me.actions.includes('refer')
  useKeepNumbers(refers)
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[6.5rem_minmax(0,1fr)] lg:grid-cols-[12rem_minmax(0,1fr)] print:block">
      <a
        href="#main"
        className="sr-only z-50 rounded-control bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:start-2"
      >
        {t('shell.skip')}
      </a>
      <Rail />
      <div className="flex min-h-dvh min-w-0 flex-col pb-20 md:pb-0 print:block print:pb-0">
        <header className="contents">
          {me.demo && (
            <p className="border-b border-line bg-sunken px-4 py-1 text-center text-small text-quiet">
              {t('shell.demo')}
            </p>
          )}
          <OfflineBar />
          <TonightBanner />
          <div
            id="bar"
            className="sticky top-0 z-20 flex min-h-13 flex-wrap items-center gap-0.5 border-b border-line bg-paper px-3 sm:gap-1.5 sm:px-6 print:hidden"
          >
            {refers && (
              <ButtonLink to="/referrals/new" icon={Plus} aria-label={t('shell.new-referral')}>
                <span className="max-sm:hidden">{t('shell.new-referral')}</span>
                <span className="sm:hidden">{t('shell.new-referral-short')}</span>
              </ButtonLink>
            )}
            <span className="grow" />
            <Commands />
            <NoticesButton />
            <PersonMenu />
            <QuickExit />
          </div>
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 grow outline-none max-md:[:root[data-said]_&]:pt-13 print:!pt-0"
        >
          <div className="px-4 sm:px-6">
            <PrintHead />
          </div>
          {children}
        </main>
      </div>
      {useSession().state === 'expired' && (
        <Suspense>
          <SignInAgain />
        </Suspense>
      )}
      <Toasts />
    </div>
  )
}

/** After navigation the focus moves to the page's heading, or to the page itself. */
const useFocusOnArrival = () => {
  const router = useRouter()
  const before = useRef(router.state.location.pathname)
  useEffect(
    () =>
      router.subscribe('onRendered', ({ toLocation }) => {
        if (toLocation.pathname === before.current) return
        before.current = toLocation.pathname
        const target = document.querySelector<HTMLElement>('main h1[tabindex]') ?? document.getElementById('main')
        target?.focus({ preventScroll: true })
      }),
    [router],
  )
}

import { Link } from '@tanstack/react-router'
import { useTranslate } from '../messages.ts'
import { navFor } from '../navigation/navigation.ts'
import { useMe } from '../session/useSession.ts'

const place =
  'flex min-w-0 flex-col items-center justify-center gap-1 rounded-control py-1.5 text-small text-quiet hover:bg-hover hover:text-ink focus-visible:-outline-offset-2 md:min-h-14 md:px-1 lg:min-h-9 lg:flex-row lg:justify-start lg:gap-2.5 lg:px-2.5 lg:text-body'

/** Main navigation: a rail at the side, on phones a bar at the bottom. */
export const Rail = () => {
  const t = useTranslate()
  const entries = navFor(useMe())
  return (
    <nav
      aria-label={t('shell.places')}
      className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] md:sticky md:inset-x-auto md:top-0 md:h-dvh md:border-t-0 md:border-e md:pb-0 print:hidden"
    >
      <p aria-hidden="true" className="hidden items-center gap-2 px-4 pt-3.5 pb-2 font-strong lg:flex">
        <img src="/favicon.svg" alt="" className="size-5" />
        Palermo
      </p>
      <ul className="grid auto-cols-auto grid-flow-col p-1 md:grid-flow-row md:gap-1 md:p-2">
        {entries.map(({ to, label, icon: Icon }) => (
          <li key={to} className="min-w-0">
            <Link
              to={to}
              className={place}
              activeProps={{ className: 'bg-accent-soft !text-accent font-strong', 'aria-current': 'page' }}
            >
              <Icon aria-hidden size={20} strokeWidth={1.8} className="shrink-0" />
              <span className="max-w-full text-center leading-tight [overflow-wrap:anywhere] lg:text-start">
                {t(label)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

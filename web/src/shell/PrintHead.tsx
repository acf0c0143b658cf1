import { useEffect } from 'react'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { useNow, useWhen } from '../ui/moment.ts'
import { pageTitle } from '../ui/window-title.ts'

/**
 * Shown only in print: the time and the person who prints; the foot of every sheet also has the reference or name of
 * the page.
 */
export const PrintHead = () => {
  const t = useTranslate()
  const me = useMe()
  const printed = useWhen()(new Date(useNow()).toISOString())
  const words = t('shell.printed', { name: me.name, agency: me.agencyName, at: printed.full })
  useEffect(() => {
    const name = () => {
      document.documentElement.style.setProperty('--printed', JSON.stringify(`${pageTitle()} · ${words}`))
    }
    addEventListener('beforeprint', name)
    return () => removeEventListener('beforeprint', name)
  }, [words])
  return <p className="hidden border-b border-line py-2 text-small print:block">{words}</p>
}

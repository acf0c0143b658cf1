import type { OnScreen } from '@palermo/shared/presence/contract.ts'
import { Eye, RefreshCw } from 'lucide-react'
import { useIntl } from 'react-intl'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { useMinute } from './useMinute.ts'
import { type ChangeSeen, usePresence } from './usePresence.ts'

/**
 * A note above a record that names the other persons who have the record open, and says that the record was changed.
 */
export const WhoElse = (on: OnScreen) => {
  const t = useTranslate()
  const { formatList } = useIntl()
  const { others, change, show, dismiss } = usePresence(on)
  const names = others.map(({ personName, agencyName }) => personName ?? t('presence.somebody', { agency: agencyName }))
  return (
    <div className="flex flex-col gap-2 print:hidden">
      <p role="status" className="flex items-center gap-1.5 text-small text-quiet empty:hidden">
        {names.length > 0 && (
          <>
            <Eye aria-hidden size={15} strokeWidth={2} className="shrink-0" />
            {t('presence.others', { names: formatList(names, { type: 'conjunction' }) })}
          </>
        )}
      </p>
      <div role="status">{change && <Changed change={change} onShow={show} onDismiss={dismiss} />}</div>
    </div>
  )
}

const Changed = ({ change, onShow, onDismiss }: { change: ChangeSeen; onShow: () => void; onDismiss: () => void }) => {
  const t = useTranslate()
  const { formatRelativeTime } = useIntl()
  const minutes = useMinute(change.at)
  const when = minutes === 0 ? t('presence.just-now') : formatRelativeTime(-minutes, 'minute', { numeric: 'auto' })
  const who = change.by?.personName ?? change.by?.agencyName
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-card border border-line bg-paper px-4 py-2">
      <RefreshCw aria-hidden size={16} strokeWidth={2} className="shrink-0 text-accent" />
      <span className="grow">
        {who ? t('presence.changed-by', { who, when }) : t('presence.changed', { when })}
        {!change.shown && <span className="text-quiet"> {t('presence.not-shown')}</span>}
      </span>
      {change.shown ? (
        <Button rank="quiet" onPress={onDismiss}>
          {t('presence.dismiss')}
        </Button>
      ) : (
        <Button onPress={onShow}>{t('presence.show')}</Button>
      )}
    </div>
  )
}

import { useIntl } from 'react-intl'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Progress } from '../ui/Progress.tsx'

/**
 * Shows the state of an upload: the share of bytes sent, that it waits for the connection, or that the server inspects
 * the file.
 */
export const Sending = ({ part, waits, onCancel }: { part: number; waits: boolean; onCancel: () => void }) => {
  const t = useTranslate()
  const { formatNumber } = useIntl()
  const percent = formatNumber(part, { style: 'percent', maximumFractionDigits: 0 })
  const words = waits
    ? t('documents.waiting', { part: percent })
    : part < 1
      ? t('documents.sending', { part: percent })
      : t('documents.looking')
  return (
    <div className="flex flex-wrap items-center gap-3">
      <div className="flex min-w-40 grow flex-col gap-1">
        <Progress aria-label={t('documents.progress')} {...(part < 1 ? { value: part } : {})} />
        <p role="status" className="text-small text-quiet">
          {words}
        </p>
      </div>
      <Button onPress={onCancel}>{t('documents.cancel')}</Button>
    </div>
  )
}

import type { NoticeSettings } from '@palermo/shared/notices/contract.ts'
import { useTranslate } from '../messages.ts'
import { Card } from '../ui/Card.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { TimeField } from '../ui/TimeField.tsx'

interface Props {
  settings: NoticeSettings
  errors: Record<string, string>
  onChange: (settings: NoticeSettings) => void
}

/** The quiet hours that are filled in when the reader turns quiet hours on. */
const usual = { from: '21:00', until: '07:00' }

export const HoursFields = ({ settings, errors, onChange }: Props) => {
  const t = useTranslate()
  const { quiet, digestAt, zone } = settings
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Card title={t('notices.settings.quiet')}>
        <p className="measure text-quiet">{t('notices.settings.quiet-lead')}</p>
        <Checkbox
          label={t('notices.settings.quiet-on')}
          checked={quiet !== null}
          onChange={(on) => onChange({ ...settings, quiet: on ? usual : null })}
        />
        {quiet && (
          <div className="flex flex-wrap gap-4">
            <TimeField
              label={t('notices.settings.quiet-from')}
              value={quiet.from}
              onChange={(from) => onChange({ ...settings, quiet: { ...quiet, from } })}
              error={errors['quiet/from']}
            />
            <TimeField
              label={t('notices.settings.quiet-until')}
              value={quiet.until}
              onChange={(until) => onChange({ ...settings, quiet: { ...quiet, until } })}
              error={errors['quiet/until']}
            />
          </div>
        )}
        <p className="text-small text-quiet">{t('notices.settings.zone', { zone: zone.replaceAll('_', ' ') })}</p>
      </Card>
      <Card title={t('notices.settings.digest')}>
        <p className="measure text-quiet">{t('notices.settings.digest-lead')}</p>
        <TimeField
          label={t('notices.settings.digest-at')}
          value={digestAt}
          onChange={(at) => onChange({ ...settings, digestAt: at })}
          error={errors.digestAt}
        />
      </Card>
    </div>
  )
}

import { X } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { MomentField } from '../ui/DateField.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { TextField } from '../ui/TextField.tsx'
import type { DraftShift } from './rota.ts'

interface Props {
  shift: DraftShift
  /** The time zone of the agency, by its IANA name. */
  zone: string
  errors: { phone?: string | undefined; from?: string | undefined; until?: string | undefined }
  onChange: (shift: DraftShift) => void
  onRemove: () => void
}

export const ShiftRow = ({ shift, zone, errors, onChange, onRemove }: Props) => {
  const t = useTranslate()
  return (
    <li className="grid items-start gap-x-3 gap-y-2 px-4 py-3 sm:grid-cols-[minmax(10rem,1.2fr)_1fr_1fr_auto]">
      <TextField
        label={t('agencies.rota-phone')}
        type="tel"
        autoComplete="off"
        value={shift.phone}
        onChange={(phone) => onChange({ ...shift, phone })}
        error={errors.phone}
      />
      <MomentField
        label={t('agencies.rota-from')}
        zone={zone}
        value={shift.from}
        onChange={(from) => onChange({ ...shift, from })}
        error={errors.from}
      />
      <MomentField
        label={t('agencies.rota-until')}
        zone={zone}
        value={shift.until}
        onChange={(until) => onChange({ ...shift, until })}
        error={errors.until}
      />
      <span className="sm:pt-6.5">
        <IconButton icon={X} label={t('agencies.rota-remove')} onPress={onRemove} />
      </span>
    </li>
  )
}

import { X } from 'lucide-react'
import { useSay } from '../messages.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { TextField } from '../ui/TextField.tsx'
import type { DraftShift } from './rota.ts'

interface Props {
  shift: DraftShift
  errors: { phone?: string | undefined; from?: string | undefined; until?: string | undefined }
  onChange: (shift: DraftShift) => void
  onRemove: () => void
}

export const ShiftRow = ({ shift, errors, onChange, onRemove }: Props) => {
  const say = useSay()
  return (
    <li className="grid items-start gap-x-3 gap-y-2 px-4 py-3 sm:grid-cols-[minmax(10rem,1.2fr)_1fr_1fr_auto]">
      <TextField
        label={say('agencies.rota-phone')}
        type="tel"
        autoComplete="off"
        value={shift.phone}
        onChange={(phone) => onChange({ ...shift, phone })}
        error={errors.phone}
      />
      <TextField
        label={say('agencies.rota-from')}
        type="datetime-local"
        value={shift.from}
        onChange={(from) => onChange({ ...shift, from })}
        error={errors.from}
      />
      <TextField
        label={say('agencies.rota-until')}
        type="datetime-local"
        value={shift.until}
        onChange={(until) => onChange({ ...shift, until })}
        error={errors.until}
      />
      <span className="sm:pt-6.5">
        <IconButton icon={X} label={say('agencies.rota-remove')} onPress={onRemove} />
      </span>
    </li>
  )
}

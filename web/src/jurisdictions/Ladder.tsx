import { escalationRoles } from '@palermo/shared/deadlines/profile.ts'
import { Plus, X } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { FieldGroup, useWiring } from '../ui/field.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import type { Rung } from './rule-draft.ts'

interface Props {
  ladder: readonly Rung[]
  error: string | undefined
  onChange: (ladder: readonly Rung[]) => void
}

/** Edits the reminders of one step: the time of each reminder, in order, and its recipient. */
export const Ladder = ({ ladder, error, onChange }: Props) => {
  const t = useTranslate()
  const words = { label: t('jurisdictions.ladder'), hint: t('jurisdictions.ladder.hint'), error }
  const wiring = useWiring(words)
  const put = (rung: Rung) => onChange(ladder.map((one) => (one.id === rung.id ? rung : one)))
  const add = () =>
    onChange([
      ...ladder,
      { id: Math.max(0, ...ladder.map(({ id }) => id)) + 1, at: ladder.at(-1)?.at ?? '100', to: 'head' },
    ])
  return (
    <FieldGroup words={words} wiring={wiring}>
      {ladder.length === 0 && <p className="text-quiet">{t('jurisdictions.ladder.none')}</p>}
      <ol className="flex flex-col gap-2">
        {ladder.map((rung, at) => (
          <li key={rung.id} className="flex flex-wrap items-end gap-2 sm:flex-nowrap">
            <TextField
              short
              label={t('jurisdictions.ladder.at', { rung: at + 1 })}
              type="number"
              min={0.1}
              max={1000}
              step="any"
              value={rung.at}
              onChange={(typed) => put({ ...rung, at: typed })}
            />
            {/* On a phone the recipient has a line of its own, so that the recipient's name is not cut off. */}
            <div className="order-last min-w-0 grow basis-full sm:order-none sm:basis-0">
              <Select
                label={t('jurisdictions.ladder.to', { rung: at + 1 })}
                value={rung.to}
                options={escalationRoles.map((role) => ({ value: role, label: t(`jurisdictions.roles.${role}`) }))}
                onChange={(to) => to !== '' && put({ ...rung, to })}
              />
            </div>
            <IconButton
              icon={X}
              label={t('jurisdictions.ladder.remove', { rung: at + 1 })}
              onPress={() => onChange(ladder.filter(({ id }) => id !== rung.id))}
            />
          </li>
        ))}
      </ol>
      <div className="mt-1">
        <Button icon={Plus} onPress={add}>
          {t('jurisdictions.ladder.add')}
        </Button>
      </div>
    </FieldGroup>
  )
}

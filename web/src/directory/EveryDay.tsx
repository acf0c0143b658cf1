import { useState } from 'react'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { TextField } from '../ui/TextField.tsx'
import { TimeField } from '../ui/TimeField.tsx'
import { type DraftShift, everyDay } from './rota.ts'

interface Props {
  zone: string
  onFill: (shifts: DraftShift[]) => void
}

/**
 * Fills the next fourteen days of the rota with shifts of the same telephone number and hours, because most rotas
 * repeat each day.
 */
export const EveryDay = ({ zone, onFill }: Props) => {
  const t = useTranslate()
  const [phone, setPhone] = useState('')
  const [from, setFrom] = useState('17:00')
  const [until, setUntil] = useState('08:00')
  const [needed, setNeeded] = useState(false)
  return (
    <Card title={t('agencies.rota-every-day')}>
      <form
        noValidate
        className="grid items-end gap-3 sm:grid-cols-[minmax(10rem,1.2fr)_1fr_1fr_auto]"
        onSubmit={(event) => {
          event.preventDefault()
          const ready = phone.trim() !== '' && from !== '' && until !== ''
          setNeeded(!ready)
          if (ready) onFill(everyDay({ phone: phone.trim(), from, until }, zone, Date.now()))
        }}
      >
        <TextField
          label={t('agencies.rota-phone')}
          type="tel"
          autoComplete="off"
          placeholder={t('agencies.rota-phone-example')}
          value={phone}
          onChange={setPhone}
          error={needed && phone.trim() === '' ? t('acts.needed') : undefined}
        />
        <TimeField label={t('agencies.rota-from')} value={from} onChange={setFrom} />
        <TimeField label={t('agencies.rota-until')} value={until} onChange={setUntil} />
        <Button type="submit">{t('agencies.rota-fill')}</Button>
      </form>
    </Card>
  )
}

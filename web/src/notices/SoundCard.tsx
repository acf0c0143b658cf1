import { useState } from 'react'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { chooseSound, isSoundOn, playAlert } from './sound.ts'

/** Lets the reader choose whether this device plays a sound for a referral for tonight, and try the sound. */
export const SoundCard = () => {
  const t = useTranslate()
  const [on, setOn] = useState(isSoundOn)
  const choose = (wanted: boolean) => {
    chooseSound(wanted)
    setOn(wanted)
  }
  return (
    <Card title={t('notices.sound.title')}>
      <p className="measure text-quiet">{t('notices.sound.lead')}</p>
      <Checkbox label={t('notices.sound.on')} checked={on} onChange={choose} />
      <div>
        <Button onPress={() => void playAlert().catch(() => undefined)}>{t('notices.sound.test')}</Button>
      </div>
    </Card>
  )
}

import { useState } from 'react'
import { useSay } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { chooseSound, isSoundOn, playAlert } from './sound.ts'

/** Whether this device makes a sound for a referral for tonight, with a way to hear it. */
export const SoundCard = () => {
  const say = useSay()
  const [on, setOn] = useState(isSoundOn)
  const choose = (wanted: boolean) => {
    chooseSound(wanted)
    setOn(wanted)
  }
  return (
    <Card title={say('notices.sound.title')}>
      <p className="measure text-quiet">{say('notices.sound.lead')}</p>
      <Checkbox label={say('notices.sound.on')} checked={on} onChange={choose} />
      <div>
        <Button onPress={() => void playAlert().catch(() => undefined)}>{say('notices.sound.test')}</Button>
      </div>
    </Card>
  )
}

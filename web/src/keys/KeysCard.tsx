import { useSay } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { KeysTick } from './KeysTick.tsx'
import { showOverlay } from './overlay.ts'

/** In one's account: whether single keys do anything on this device. */
export const KeysCard = () => {
  const say = useSay()
  return (
    <Card title={say('keys.title')}>
      <p className="measure text-quiet">{say('keys.why-off')}</p>
      <KeysTick />
      <div>
        <Button onPress={() => showOverlay('keys')}>{say('keys.show')}</Button>
      </div>
    </Card>
  )
}

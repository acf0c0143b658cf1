import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { KeysTick } from './KeysTick.tsx'
import { showOverlay } from './overlay.ts'

/** The setting on the account page that turns single-key shortcuts on or off on this device. */
export const KeysCard = () => {
  const t = useTranslate()
  return (
    <Card title={t('keys.title')}>
      <p className="measure text-quiet">{t('keys.why-off')}</p>
      <KeysTick />
      <div>
        <Button onPress={() => showOverlay('keys')}>{t('keys.show')}</Button>
      </div>
    </Card>
  )
}

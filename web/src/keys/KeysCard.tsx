import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { KeysTick } from './KeysTick.tsx'
import { showOverlay } from './overlay.ts'

/** A setting on the account page: whether single-key shortcuts are enabled on this device. */
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

import { useTranslate } from '../messages.ts'
import { Card } from '../ui/Card.tsx'

/** Advises a supervisor whose agency is responsible for a record that no member of the agency can open. */
export const Pane = () => {
  const t = useTranslate()
  return (
    <Card title={t('gaps.title')}>
      <div className="grid gap-3">
        <p>{t('gaps.why')}</p>
        <ul className="grid list-disc gap-1 ps-5">
          <li>{t('gaps.account')}</li>
          <li>{t('gaps.bar')}</li>
        </ul>
        <p className="text-quiet">{t('gaps.ends')}</p>
      </div>
    </Card>
  )
}

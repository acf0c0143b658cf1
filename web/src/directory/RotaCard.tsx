import { useQuery } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useIntl } from 'react-intl'
import { rotaQuery } from '../agencies/queries.ts'
import { useTranslate } from '../messages.ts'
import { ButtonLink } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { usePhone } from '../ui/usePhone.ts'

const shown = 6

/** Shows the rota of the next fourteen days to staff who may edit it. */
export const RotaCard = ({ id }: { id: string }) => {
  const t = useTranslate()
  const written = usePhone()
  const { formatDateTimeRange } = useIntl()
  const list = useQuery(rotaQuery(id))
  const { data: rota } = list
  return (
    <Card
      title={t('agencies.rota')}
      actions={
        <ButtonLink to="/directory/$id/rota" params={{ id }} icon={Pencil}>
          {t('agencies.rota-edit')}
        </ButtonLink>
      }
    >
      {!rota?.shifts.length && <EmptyState of={list} small rows={3} sentence={t('agencies.rota-empty')} />}
      <ul className="figures flex flex-col gap-1">
        {rota?.shifts.slice(0, shown).map(({ phone, fromAt, untilAt }) => (
          <li key={fromAt} className="flex flex-wrap gap-x-3">
            <span>
              {formatDateTimeRange(new Date(fromAt), new Date(untilAt), {
                weekday: 'short',
                day: 'numeric',
                month: 'short',
                hour: '2-digit',
                minute: '2-digit',
                hourCycle: 'h23',
                timeZone: rota.zone,
              })}
            </span>
            <span className="text-quiet">{written(phone)}</span>
          </li>
        ))}
      </ul>
      {rota && rota.shifts.length > shown && (
        <p className="text-small text-quiet">{t('agencies.rota-more', { count: rota.shifts.length - shown })}</p>
      )}
    </Card>
  )
}

import type { Case } from '@palermo/shared/cases/contract.ts'
import { BarToRemoval } from '@palermo/shared/cases/removal.ts'
import { useMutation } from '@tanstack/react-query'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { api } from '../api.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'

/**
 * Lets a reader who may not see bars to removal ask whether this case has one; shows the answer, yes or no, with a
 * number to call.
 */
export const RemovalCard = ({ row }: { row: Case }) => {
  const t = useTranslate()
  const me = useMe()
  const ask = useMutation({ mutationFn: () => api(BarToRemoval, `/cases/${row.id}/bar-to-removal`) })
  if (!me.actions.includes('ask-of-removal')) return null
  const { data } = ask
  return (
    <Card title={t('cases.removal.title')}>
      <p className="measure text-quiet">{t('cases.removal.hint')}</p>
      <ActTrouble error={ask.error} onReload={() => ask.reset()} />
      <div aria-live="polite">
        {data && (
          <>
            <p className="measure font-strong">{t(data.barred ? 'cases.removal.yes' : 'cases.removal.no')}</p>
            <p className="measure">
              {data.dutyNumber === null ? (
                t('cases.removal.no-number', { agency: row.lead.name })
              ) : (
                <>
                  {t('cases.removal.number')}{' '}
                  <a dir="ltr" href={`tel:${data.dutyNumber}`} className="underline underline-offset-3">
                    {data.dutyNumber}
                  </a>
                </>
              )}
            </p>
          </>
        )}
      </div>
      <div className="print:hidden">
        <Button onPress={() => ask.mutate()} isPending={ask.isPending}>
          {t('cases.removal.ask')}
        </Button>
      </div>
    </Card>
  )
}

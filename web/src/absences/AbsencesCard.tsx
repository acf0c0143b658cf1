import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CalendarOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { useMe } from '../session/useSession.ts'
import { Alert } from '../ui/Alert.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { toast } from '../ui/toast.ts'
import { AbsenceDialog } from './AbsenceDialog.tsx'
import { absencesQuery, endAbsence } from './queries.ts'

/**
 * Lists the current and planned absences of the reader, and those for which the reader is the deputy; supervisors see
 * the absences of all colleagues.
 */
export const AbsencesCard = () => {
  const t = useTranslate()
  const me = useMe()
  const queryClient = useQueryClient()
  const [setting, setSetting] = useState(false)
  const list = useQuery(absencesQuery)
  const end = useMutation({
    mutationFn: endAbsence,
    onSuccess: () => toast(t('absences.ended')),
    onSettled: () => queryClient.invalidateQueries({ queryKey: absencesQuery.queryKey }),
  })
  if (!me.actions.includes('carry-work')) return null
  const supervises = me.actions.includes('see-team')
  const shown = (list.data?.items ?? []).filter(
    ({ personId, deputyId }) => supervises || personId === me.personId || deputyId === me.personId,
  )
  return (
    <Card
      title={t('absences.title')}
      actions={
        <Button icon={CalendarOff} onPress={() => setSetting(true)}>
          {t('absences.set')}
        </Button>
      }
    >
      <p className="measure text-quiet">{t('absences.lead')}</p>
      {end.error && <Alert tone="warn" title={wordsFor(end.error, t).title} />}
      {shown.length === 0 && <EmptyState of={list} small sentence={t('absences.none')} />}
      <ul className="-mx-1 flex flex-col divide-y divide-line">
        {shown.map(({ id, personId, personName, deputyId, deputyName, fromAt, untilAt, now, mayEnd }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-1 py-2">
            <div className="min-w-0 grow basis-56">
              <p className="flex flex-wrap items-center gap-2">
                {t('absences.stands-in', {
                  deputy: deputyId === me.personId ? t('agencies.you') : deputyName,
                  person: personId === me.personId ? t('agencies.you') : personName,
                })}
                {now && <Badge tone="accent">{t('absences.now')}</Badge>}
              </p>
              <p className="text-small text-quiet">
                <At at={fromAt} /> – <At at={untilAt} />
              </p>
            </div>
            {mayEnd && (
              <Button onPress={() => end.mutate(id)} isPending={end.isPending && end.variables === id}>
                {t('absences.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {setting && <AbsenceDialog onClose={() => setSetting(false)} />}
    </Card>
  )
}

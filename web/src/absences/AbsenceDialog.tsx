import { NewAbsence } from '@palermo/shared/absences/contract.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ActFormDialog } from '../acts/ActFormDialog.tsx'
import type { ActField } from '../acts/fields.ts'
import { submissionKeys } from '../api.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { toast } from '../ui/toast.ts'
import { fromLocalTime, todayIn } from '../ui/when.ts'
import { absencesQuery, setAbsence } from './queries.ts'

/** Enters an absence of the reader with its start, end and deputy; supervisors can enter absences of colleagues. */
export const AbsenceDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useTranslate()
  const me = useMe()
  const queryClient = useQueryClient()
  const [keyOf] = useState(submissionKeys)
  const day = 86_400_000
  const midnight = (days: number) => fromLocalTime(`${todayIn(me.zone, Date.now() + days * day)}T00:00`, me.zone) ?? ''
  const fields: ActField[] = [
    ...(me.actions.includes('see-team') ? [{ kind: 'colleague', name: 'personId' } as const] : []),
    { kind: 'colleague', name: 'deputyId' },
    { kind: 'moment', name: 'fromAt' },
    { kind: 'moment', name: 'untilAt' },
  ]
  return (
    <ActFormDialog
      title={t('absences.set')}
      lead={t('absences.set-lead')}
      words="absences.form"
      schema={NewAbsence}
      fields={fields}
      initial={{ fromAt: midnight(1), untilAt: midnight(8) }}
      act={(input) => setAbsence(NewAbsence.parse(input), keyOf(input))}
      onDone={() => {
        toast(t('absences.made'))
        void queryClient.invalidateQueries({ queryKey: absencesQuery.queryKey })
      }}
      onClose={onClose}
      onReload={onClose}
    />
  )
}

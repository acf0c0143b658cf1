import { NewCase } from '@palermo/shared/cases/contract.ts'
import { ageBands } from '@palermo/shared/codes/age-bands.ts'
import { urgencies } from '@palermo/shared/codes/urgency.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { ActForm } from '../acts/ActForm.tsx'
import { submissionKeys } from '../api.ts'
import { openOwnCase } from '../cases/queries.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { Dialog } from '../ui/Dialog.tsx'

/** Opens a case that only the reader's own agency can see. */
export const OwnCaseDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [keyOf] = useState(submissionKeys)
  const make = useMutation({
    mutationFn: (input: z.input<typeof NewCase>) => openOwnCase(queryClient, input, keyOf(input)),
    onSuccess: ({ id }) => void navigate({ to: '/cases/$id', params: { id } }),
  })
  return (
    <Dialog title={t('cases.own.open')} lead={t('cases.own.lead')} isOpen onClose={onClose}>
      <ActForm
        schema={NewCase}
        fields={[
          {
            kind: 'code',
            name: 'urgency',
            options: urgencies.map((value) => ({ value, label: label('urgencies', value) })),
          },
          {
            kind: 'code',
            name: 'under18',
            options: (['yes', 'no', 'unknown'] as const).map((value) => ({
              value,
              label: t(`cases.own.under18.${value}`),
            })),
          },
          {
            kind: 'code',
            name: 'ageBand',
            options: ageBands.map((value) => ({ value, label: label('age-bands', value) })),
          },
          { kind: 'line', name: 'callName' },
          { kind: 'line', name: 'safeContact' },
        ]}
        words="cases.own.form"
        readers={t('cases.own.readers')}
        initial={{ urgency: 'soon' }}
        error={make.error}
        isPending={make.isPending}
        onSubmit={(input) => make.mutate(input as z.input<typeof NewCase>)}
        onCancel={onClose}
        onReload={onClose}
      />
    </Dialog>
  )
}

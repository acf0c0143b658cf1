import type { ApprovedCompartment } from '@palermo/shared/approvals/terms.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import { legalBases, purposes } from '@palermo/shared/lawful-grounds.ts'
import { NewRequest } from '@palermo/shared/requests/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { ActForm } from '../acts/ActForm.tsx'
import { submissionKeys } from '../api.ts'
import { useTranslate } from '../messages.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { toast } from '../ui/toast.ts'
import { askOtherAgency, askToBeLetIn, requestsQuery } from './queries.ts'

interface Props {
  row: Pick<Case, 'id'>
  compartment: ApprovedCompartment
  /** Whether another agency must approve the access. */
  byApproval: boolean
  onClose: () => void
}

/**
 * The form for a request for access. Purpose and legal basis are codes, shown without facts about the client to the
 * person who answers.
 */
export const AskDialog = ({ row, compartment, byApproval, onClose }: Props) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const [keyOf] = useState(submissionKeys)
  const ask = useMutation({
    mutationFn: async (input: Asked) => {
      const whole = { ...input, caseId: row.id, compartment: compartment }
      if (byApproval) return askOtherAgency(queryClient, { ...whole, kind: 'access' }, keyOf(whole))
      await askToBeLetIn(queryClient, NewRequest.parse(whole), keyOf(whole))
    },
    onSuccess: () => {
      toast(t(byApproval ? 'requests.ask.done-by-approval' : 'requests.ask.done'))
      onClose()
    },
  })
  return (
    <Dialog
      title={t('requests.ask.title', { compartment: t(`compartments.${compartment}.title`) })}
      lead={t(byApproval ? 'requests.ask.lead-by-approval' : 'requests.ask.lead')}
      isOpen
      onClose={onClose}
    >
      <ActForm
        schema={asked}
        words="requests.ask"
        fields={[
          {
            name: 'purpose',
            kind: 'code',
            options: purposes.map((value) => ({ value, label: t(`requests.purposes.${value}`) })),
          },
          {
            name: 'legalBasis',
            kind: 'code',
            options: legalBases.map((value) => ({ value, label: t(`requests.bases.${value}`) })),
          },
        ]}
        error={ask.error}
        isPending={ask.isPending}
        onSubmit={(input) => ask.mutate(asked.parse(input))}
        onCancel={onClose}
        onReload={() => {
          void queryClient.invalidateQueries({ queryKey: requestsQuery(row.id).queryKey })
          onClose()
        }}
      />
    </Dialog>
  )
}

const asked = NewRequest.pick({ purpose: true, legalBasis: true })
type Asked = z.infer<typeof asked>

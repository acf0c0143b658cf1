import './page-messages.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import { NewRequest } from '@palermo/shared/requests/contract.ts'
import { type AskableCompartment, legalBases, purposes } from '@palermo/shared/requests/terms.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ActForm } from '../acts/ActForm.tsx'
import { submissionKeys } from '../api.ts'
import { useSay } from '../messages.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { toast } from '../ui/toast.ts'
import { askToBeLetIn, requestsQuery } from './queries.ts'

interface Props {
  row: Pick<Case, 'id'>
  wall: AskableCompartment
  onClose: () => void
}

/** What the look is for and what it rests on, in codes: whoever answers sees both, and neither says anything of the person. */
export const AskDialog = ({ row, wall, onClose }: Props) => {
  const say = useSay()
  const queryClient = useQueryClient()
  const [keyOf] = useState(submissionKeys)
  const ask = useMutation({
    mutationFn: (input: NewRequest) => askToBeLetIn(queryClient, input, keyOf(input)),
    onSuccess: () => {
      toast(say('requests.ask.done'))
      onClose()
    },
  })
  return (
    <Dialog
      title={say('requests.ask.title', { wall: say(`compartments.${wall}.title`) })}
      lead={say('requests.ask.lead')}
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
            options: purposes.map((value) => ({ value, label: say(`requests.purposes.${value}`) })),
          },
          {
            name: 'legalBasis',
            kind: 'code',
            options: legalBases.map((value) => ({ value, label: say(`requests.bases.${value}`) })),
          },
        ]}
        error={ask.error}
        isPending={ask.isPending}
        onSubmit={(input) => ask.mutate(NewRequest.parse({ ...input, caseId: row.id, compartment: wall }))}
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

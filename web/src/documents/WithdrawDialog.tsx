import type { Document } from '@palermo/shared/documents/contract.ts'
import { withdrawalReasons } from '@palermo/shared/documents/kinds.ts'
import { Withdraw } from '@palermo/shared/documents/record.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ActForm } from '../acts/ActForm.tsx'
import { useSay } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { toast } from '../ui/toast.ts'
import { actOnDocument } from './queries.ts'

interface Props {
  document: Document
  onClose: () => void
  onReload: () => void
}

/** Takes a document out of the case: asked why, and with a way back. */
export const WithdrawDialog = ({ document, onClose, onReload }: Props) => {
  const say = useSay()
  const queryClient = useQueryClient()
  const act = useMutation({
    mutationFn: (input: Record<string, unknown>) =>
      actOnDocument(queryClient, document.id, {
        action: 'withdraw',
        version: document.version,
        ...Withdraw.parse(input),
      }),
    onSuccess: ({ id, version }) => {
      toast(say('documents.taken-out'), () => {
        actOnDocument(queryClient, id, { action: 'reopen', version }).catch((error: unknown) =>
          toast(wordsFor(error, say).title),
        )
      })
      onClose()
    },
  })
  return (
    <Dialog
      title={say('documents.act-withdraw.title', { name: document.title ?? '' })}
      lead={say('documents.act-withdraw.lead')}
      isOpen
      onClose={onClose}
    >
      <ActForm
        schema={Withdraw}
        fields={[
          {
            kind: 'code',
            name: 'reason',
            options: withdrawalReasons.map((value) => ({ value, label: say(`documents.reasons.${value}`) })),
          },
        ]}
        words="documents.act-withdraw"
        danger
        error={act.error}
        isPending={act.isPending}
        onSubmit={act.mutate}
        onCancel={onClose}
        onReload={onReload}
      />
    </Dialog>
  )
}

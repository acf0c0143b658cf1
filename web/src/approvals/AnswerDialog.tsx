import { ActOnApproval, type Approval } from '@palermo/shared/approvals/contract.ts'
import { RefuseApproval } from '@palermo/shared/approvals/record.ts'
import { approvalRefusals } from '@palermo/shared/approvals/terms.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { ActForm } from '../acts/ActForm.tsx'
import { hasWords, useSay } from '../messages.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { toast } from '../ui/toast.ts'
import type { ApprovalAction } from './acts.ts'
import { actOnApproval } from './queries.ts'
import { useWhatIsAsked } from './useWhatIsAsked.ts'

interface Props {
  approval: Approval
  action: ApprovalAction
  onClose: () => void
}

/** Approves, refuses with a coded reason, or takes back: what would be done is said before it is. */
export const AnswerDialog = ({ approval, action, onClose }: Props) => {
  const say = useSay()
  const queryClient = useQueryClient()
  const what = useWhatIsAsked(approval)
  const act = useMutation({
    mutationFn: (input: Record<string, unknown>) =>
      actOnApproval(queryClient, approval.id, ActOnApproval.parse({ ...input, action, version: approval.version })),
    onSuccess: () => {
      toast(say(`approvals.acts.${action}.done`))
      onClose()
    },
  })
  const words = `approvals.acts.${action}`
  const ofKind = `${words}.lead-${approval.act.kind}`
  return (
    <Dialog
      title={say(`${words}.verb`)}
      lead={`${what}. ${say(hasWords(ofKind) ? ofKind : `${words}.lead`)}`}
      isOpen
      onClose={onClose}
    >
      <ActForm
        schema={action === 'refuse' ? RefuseApproval : nothing}
        words={words}
        fields={
          action === 'refuse'
            ? [
                {
                  name: 'reason',
                  kind: 'code',
                  options: approvalRefusals.map((value) => ({ value, label: say(`approvals.refusals.${value}`) })),
                },
              ]
            : []
        }
        error={act.error}
        isPending={act.isPending}
        onSubmit={(input) => act.mutate(input)}
        onCancel={onClose}
        onReload={() => {
          void queryClient.invalidateQueries({ queryKey: ['approvals'] })
          onClose()
        }}
      />
    </Dialog>
  )
}

const nothing = z.strictObject({})

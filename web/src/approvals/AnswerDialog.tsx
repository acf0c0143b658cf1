import { ActOnApproval, type Approval } from '@palermo/shared/approvals/contract.ts'
import { RefuseApproval } from '@palermo/shared/approvals/record.ts'
import { approvalRefusals } from '@palermo/shared/approvals/terms.ts'
import { useQueryClient } from '@tanstack/react-query'
import { ActFormDialog } from '../acts/ActFormDialog.tsx'
import { nothingAsked, reasonField } from '../acts/fields.ts'
import { hasWords, useTranslate } from '../messages.ts'
import { toast } from '../ui/toast.ts'
import type { ApprovalAction } from './acts.ts'
import { actOnApproval } from './queries.ts'
import { useWhatIsAsked } from './useWhatIsAsked.ts'

interface Props {
  approval: Approval
  action: ApprovalAction
  onClose: () => void
}

/**
 * Approves, refuses or withdraws a requested approval; a refusal needs a coded reason. The effect is shown before the
 * person confirms.
 */
export const AnswerDialog = ({ approval, action, onClose }: Props) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const { id, version } = approval
  const words = `approvals.acts.${action}`
  const ofKind = `${words}.lead-${approval.act.kind}`
  return (
    <ActFormDialog
      title={t(`${words}.verb`)}
      lead={`${useWhatIsAsked(approval)}. ${t(hasWords(ofKind) ? ofKind : `${words}.lead`)}`}
      words={words}
      schema={action === 'refuse' ? RefuseApproval : nothingAsked}
      fields={action === 'refuse' ? [reasonField(approvalRefusals, (code) => t(`approvals.refusals.${code}`))] : []}
      act={(input) => actOnApproval(queryClient, id, ActOnApproval.parse({ ...input, action, version }))}
      onDone={() => toast(t(`${words}.done`))}
      onClose={onClose}
      onReload={() => {
        void queryClient.invalidateQueries({ queryKey: ['approvals'] })
        onClose()
      }}
    />
  )
}

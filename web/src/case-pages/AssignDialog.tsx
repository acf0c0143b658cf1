import { AssignMember, type Case } from '@palermo/shared/cases/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ActForm } from '../acts/ActForm.tsx'
import { assignMember, caseQuery } from '../cases/queries.ts'
import { useTranslate } from '../messages.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { toast } from '../ui/toast.ts'

/** Assigns a colleague to the case, for compartments that the colleague's role allows. */
export const AssignDialog = ({ row, onClose }: { row: Case; onClose: () => void }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const assign = useMutation({
    mutationFn: (input: Record<string, unknown>) => assignMember(queryClient, row.id, AssignMember.parse(input)),
    onSuccess: () => {
      toast(t('cases.acts.assign-member.done'))
      onClose()
    },
  })
  return (
    <Dialog title={t('cases.assign-colleague')} lead={t('cases.acts.assign-member.lead')} isOpen onClose={onClose}>
      <ActForm
        schema={AssignMember}
        fields={[{ kind: 'colleague', name: 'personId' }]}
        words="cases.acts.assign-member"
        error={assign.error}
        isPending={assign.isPending}
        onSubmit={(input) => assign.mutate(input)}
        onCancel={onClose}
        onReload={() => {
          void queryClient.invalidateQueries({ queryKey: caseQuery(row.id).queryKey })
          onClose()
        }}
      />
    </Dialog>
  )
}

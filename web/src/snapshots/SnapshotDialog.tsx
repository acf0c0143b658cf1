import { Snapshot } from '@palermo/shared/snapshots/contract.ts'
import { snapshotWithdrawals, WithdrawSnapshot } from '@palermo/shared/snapshots/record.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { ActForm } from '../acts/ActForm.tsx'
import { api } from '../api.ts'
import { useTranslate } from '../messages.ts'
import { Dialog } from '../ui/Dialog.tsx'

interface Props {
  snapshot: Snapshot
  action: Snapshot['actions'][number]
  onClose: () => void
}

const nothing = z.strictObject({})

/** Explains the effect of signing, publishing or withdrawing before it is done. */
export const SnapshotDialog = ({ snapshot: { id, version }, action, onClose }: Props) => {
  const t = useTranslate()
  const cache = useQueryClient()
  const act = useMutation({
    mutationFn: (input: Record<string, unknown>) =>
      api(Snapshot, `/snapshots/${id}/actions`, { method: 'POST', body: { action, version, ...input } }),
    onSuccess: async (done) => {
      cache.setQueryData(['snapshots', id], done)
      onClose()
      await cache.invalidateQueries({ queryKey: ['snapshots'] })
    },
  })
  const withdraws = action === 'withdraw'
  const options = snapshotWithdrawals.map((code) => ({ value: code, label: t(`snapshots.withdrawals.${code}`) }))
  return (
    <Dialog
      title={t(`snapshots.acts.${action}.verb`)}
      lead={t(`snapshots.acts.${action}.meaning`)}
      isOpen
      onClose={onClose}
    >
      <ActForm
        schema={withdraws ? WithdrawSnapshot : nothing}
        fields={withdraws ? [{ name: 'reason', kind: 'code', options }] : []}
        words={`snapshots.acts.${action}`}
        danger={withdraws}
        error={act.error}
        isPending={act.isPending}
        onSubmit={(input) => act.mutate(input)}
        onCancel={onClose}
        onReload={() => {
          onClose()
          void cache.invalidateQueries({ queryKey: ['snapshots'] })
        }}
      />
    </Dialog>
  )
}

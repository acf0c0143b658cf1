import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Dialog } from '../ui/Dialog.tsx'
import { ActForm, type ActFormProps } from './ActForm.tsx'

interface Props<Result>
  extends Pick<ActFormProps, 'schema' | 'fields' | 'words' | 'initial' | 'danger' | 'verb' | 'onReload'> {
  title: string
  /** A description of the action's effect, shown above the form. */
  lead?: ReactNode
  /** Sends the action with the typed input. */
  act: (input: Record<string, unknown>) => Promise<Result>
  /** Called with the reply after the action has succeeded and the dialog has closed. */
  onDone: (result: Result) => void
  onClose: () => void
}

/**
 * A dialog with the form of one action. The dialog closes after success; after a refusal it stays open and shows the
 * reason.
 */
export const ActFormDialog = <Result,>({ title, lead, act, onDone, onClose, ...form }: Props<Result>) => {
  const sending = useMutation({
    mutationFn: act,
    onSuccess: (result) => {
      onClose()
      onDone(result)
    },
  })
  return (
    <Dialog title={title} lead={lead} isOpen onClose={onClose}>
      <ActForm
        {...form}
        error={sending.error}
        isPending={sending.isPending}
        onSubmit={(input) => sending.mutate(input)}
        onCancel={onClose}
      />
    </Dialog>
  )
}

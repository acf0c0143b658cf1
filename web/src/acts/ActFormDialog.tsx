import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Dialog } from '../ui/Dialog.tsx'
import { ActForm, type ActFormProps } from './ActForm.tsx'

interface Props<Result>
  extends Pick<ActFormProps, 'schema' | 'fields' | 'words' | 'initial' | 'danger' | 'verb' | 'onReload'> {
  title: string
  /** The effect of the action, shown above the form. */
  lead?: ReactNode
  /** Sends the action with the typed input. */
  act: (input: Record<string, unknown>) => Promise<Result>
  /** Called after the action, when the dialog has closed. */
  onDone: (result: Result) => void
  onClose: () => void
}

/** A dialog with the form of one action: it closes after success, and stays open with the reason after a refusal. */
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

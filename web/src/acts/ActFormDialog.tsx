import { useMutation } from '@tanstack/react-query'
import { Dialog } from '../ui/Dialog.tsx'
import { ActForm, type ActFormProps } from './ActForm.tsx'

interface Props<Result> extends Pick<ActFormProps, 'schema' | 'fields' | 'words' | 'initial' | 'danger' | 'onReload'> {
  title: string
  /** What the act will do, said before it is done. */
  lead: string
  /** Sends what was typed. */
  act: (input: Record<string, unknown>) => Promise<Result>
  /** After the act, when the dialog has closed. */
  onDone: (result: Result) => void
  onClose: () => void
}

/** One act in a dialog of its own: its form, which is sent, closed once it is done, and kept open with the reason where it is refused. */
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

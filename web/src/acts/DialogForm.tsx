import type { ReactNode } from 'react'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { DialogActions } from '../ui/Dialog.tsx'
import { ActTrouble } from './ActTrouble.tsx'

interface Props {
  /** The mutation that sends the form; the form shows its error and whether the mutation is running. */
  act: { error: unknown; isPending: boolean }
  /** The label of the submit button, a verb. */
  verb: string
  onSubmit: () => void
  onCancel: () => void
  /** Called by the button that shows the current record, after another person has changed the record. */
  onReload: () => void
  children: ReactNode
}

/** The frame of a form in a dialog: errors at the top, and submit and cancel buttons that are always visible. */
export const DialogForm = ({ act, verb, onSubmit, onCancel, onReload, children }: Props) => {
  const t = useTranslate()
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <ActTrouble error={act.error} onReload={onReload} />
      {children}
      <DialogActions>
        <Button type="submit" rank="primary" isPending={act.isPending}>
          {verb}
        </Button>
        <Button rank="quiet" onPress={onCancel}>
          {t('acts.cancel')}
        </Button>
      </DialogActions>
    </form>
  )
}

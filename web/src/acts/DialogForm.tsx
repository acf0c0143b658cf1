import type { ReactNode } from 'react'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { DialogActions } from '../ui/Dialog.tsx'
import { ActTrouble } from './ActTrouble.tsx'

interface Props {
  /** What is sent: why it was refused, and whether it is on its way. */
  act: { error: unknown; isPending: boolean }
  /** What the button does, in a verb. */
  verb: string
  onSubmit: () => void
  onCancel: () => void
  /** Shows the current record after another person changed it. */
  onReload: () => void
  children: ReactNode
}

/** The frame of a form in a dialog: what went wrong on top, the verb and the way out always in view. */
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

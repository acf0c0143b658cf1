import type { ReactNode } from 'react'
import { useTranslate } from '../messages.ts'
import { Button, type Rank } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'

interface Props {
  title: string
  lead?: ReactNode
  wide?: boolean
  /** The label of the button that confirms, a verb. */
  verb: string
  /** `danger` for an action that deletes data permanently. */
  rank?: Rank
  isOpen: boolean
  isPending: boolean
  /**
   * Whether the confirming button is disabled, because data that the person needs for the decision are still loading.
   */
  isDisabled?: boolean
  onYes: () => void
  onClose: () => void
  /** Further facts for the decision, and the reason if the action was refused. */
  children?: ReactNode
}

/** Asks for confirmation before an action that cannot be undone. */
export const AskBack = ({
  title,
  lead,
  wide = false,
  verb,
  rank = 'primary',
  isOpen,
  isPending,
  isDisabled = false,
  onYes,
  onClose,
  children,
}: Props) => {
  const t = useTranslate()
  return (
    <Dialog title={title} lead={lead} wide={wide} isOpen={isOpen} onClose={onClose}>
      {children}
      <DialogActions>
        <Button rank={rank} onPress={onYes} isPending={isPending} isDisabled={isDisabled}>
          {verb}
        </Button>
        <Button rank="quiet" onPress={onClose}>
          {t('acts.cancel')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

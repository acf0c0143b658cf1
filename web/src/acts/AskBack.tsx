import type { ReactNode } from 'react'
import { useTranslate } from '../messages.ts'
import { Button, type Rank } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'

interface Props {
  title: string
  lead?: ReactNode
  wide?: boolean
  /** What the button does, in a verb. */
  verb: string
  /** `danger` where something is lost by it. */
  rank?: Rank
  isOpen: boolean
  isPending: boolean
  /** Not yet: what has to be known first is still being found out. */
  isDisabled?: boolean
  onYes: () => void
  onClose: () => void
  /** Further facts for the person who answers, and why the action was refused. */
  children?: ReactNode
}

/** Asks back before something is done that has no undo. */
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

import type { ReactNode } from 'react'
import { useSay } from '../messages.ts'
import { Button, type Rank } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'

interface Props {
  title: string
  lead: ReactNode
  /** What the button does, in a verb. */
  verb: string
  /** `danger` where something is lost by it. */
  rank?: Rank
  isOpen: boolean
  isPending: boolean
  onYes: () => void
  onClose: () => void
  /** What whoever answers should know besides, and why it was refused. */
  children?: ReactNode
}

/** Asks back before something is done that has no undo. */
export const AskBack = ({
  title,
  lead,
  verb,
  rank = 'primary',
  isOpen,
  isPending,
  onYes,
  onClose,
  children,
}: Props) => {
  const say = useSay()
  return (
    <Dialog title={title} lead={lead} isOpen={isOpen} onClose={onClose}>
      {children}
      <DialogActions>
        <Button rank={rank} onPress={onYes} isPending={isPending}>
          {verb}
        </Button>
        <Button rank="quiet" onPress={onClose}>
          {say('acts.cancel')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

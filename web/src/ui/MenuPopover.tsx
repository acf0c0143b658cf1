import type { ReactNode, RefObject } from 'react'
import { Popover } from 'react-aria-components/Popover'

interface Props {
  anchor: RefObject<HTMLElement | null>
  placement: 'bottom start' | 'bottom end'
  /** Makes the popover narrow, for a few short lines; by default the popover is wide enough for sentences. */
  narrow?: boolean
  onClose: () => void
  children: ReactNode
}

/** A popover below the button that opened it, never wider than a phone. */
export const MenuPopover = ({ anchor, placement, narrow = false, onClose, children }: Props) => (
  <Popover
    triggerRef={anchor}
    isOpen
    onOpenChange={(open) => !open && onClose()}
    placement={placement}
    className={`${narrow ? 'w-72' : 'w-96'} max-w-[94vw] overflow-auto rounded-card border border-line bg-paper shadow-dialog`}
  >
    {children}
  </Popover>
)

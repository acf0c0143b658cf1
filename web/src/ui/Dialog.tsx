import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useTranslate } from '../messages.ts'
import { FaultSummary } from './FaultSummary.tsx'
import { focusFirstFault } from './fault.ts'
import { IconButton } from './IconButton.tsx'

export interface DialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  /** A note below the title. */
  lead?: ReactNode
  wide?: boolean
  /** Whether the dialog must be answered: then it has no close button, and Esc does not close the dialog. */
  insist?: boolean
  children: ReactNode
}

/** A dialog above the page, at the bottom on a phone and centred elsewhere; Esc closes the dialog. */
export const Dialog = ({ title, isOpen, onClose, lead, wide = false, insist = false, children }: DialogProps) => {
  const t = useTranslate()
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={false}
      isKeyboardDismissDisabled={insist}
      className={`fixed inset-0 z-40 flex items-end justify-center sm:items-center sm:p-6 print:hidden ${insist ? 'bg-canvas' : 'bg-veil'}`}
    >
      <Modal
        className={`max-h-[92dvh] w-full overflow-y-auto rounded-t-card border border-line bg-paper shadow-dialog sm:rounded-card ${wide ? 'sm:max-w-dialog-wide' : 'sm:max-w-dialog'}`}
      >
        <AriaDialog className="outline-none">
          <header className="sticky top-0 z-10 flex items-start gap-3 border-b border-line bg-paper px-5 py-3">
            <Heading slot="title" className="grow py-1 text-large touch:py-2.5">
              {title}
            </Heading>
            {!insist && <IconButton icon={X} label={t('ui.close')} onPress={onClose} />}
          </header>
          {/* Submitting moves the focus to the errors, which may be far above the button of the form. */}
          <div
            role="presentation"
            data-faults=""
            className="flex flex-col gap-4 px-5 py-4"
            onSubmit={({ currentTarget }) => focusFirstFault(currentTarget)}
          >
            <FaultSummary />
            {lead && <div className="measure text-quiet">{lead}</div>}
            {children}
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/** The last row of a dialog's form, always visible: the submit button first, then cancel. */
export const DialogActions = ({ children }: { children: ReactNode }) => (
  <div className="sticky bottom-0 -mx-5 -mb-4 flex flex-wrap items-center gap-2 border-t border-line bg-paper px-5 py-3">
    {children}
  </div>
)

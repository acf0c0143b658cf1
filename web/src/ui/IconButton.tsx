import type { LucideIcon } from 'lucide-react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'

type Props = Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'aria-label'> & {
  icon: LucideIcon
  /** What it does, read out and shown on hover. */
  label: string
}

/** Only for signs that everybody knows: close, back, remove. Everything else has words. */
export const IconButton = ({ icon: Icon, label, ...rest }: Props) => (
  <AriaButton
    {...rest}
    aria-label={label}
    className="inline-flex size-9 touch:size-12 shrink-0 items-center justify-center rounded-control text-quiet hover:bg-hover hover:text-ink disabled:opacity-50 print:hidden"
  >
    <Icon aria-hidden size={20} strokeWidth={1.9} />
  </AriaButton>
)

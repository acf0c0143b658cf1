import type { LucideIcon } from 'lucide-react'

interface Props {
  icon: LucideIcon
  /** What the button does, read by screen readers and shown on hover. */
  label: string
  onPress: () => void
}

/** A button without text, only for widely known icons: close, back, remove. All other buttons have text. */
export const IconButton = ({ icon: Icon, label, onPress }: Props) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    onClick={onPress}
    className="inline-flex size-9 touch:size-12 shrink-0 items-center justify-center rounded-control text-quiet hover:bg-hover hover:text-ink print:hidden"
  >
    <Icon aria-hidden size={20} strokeWidth={1.9} />
  </button>
)

import { Check, Circle, CircleDashed, CircleDot, type LucideIcon, Minus, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export type Tone = 'plain' | 'strong' | 'accent' | 'soon' | 'late' | 'done' | 'ended'

const tones: Record<Tone, { look: string; shape: LucideIcon }> = {
  plain: { look: 'border-line text-quiet bg-paper', shape: Circle },
  strong: { look: 'border-transparent text-paper bg-ink', shape: CircleDot },
  accent: { look: 'border-transparent text-accent bg-accent-soft', shape: CircleDot },
  soon: { look: 'border-transparent text-soon bg-soon-soft', shape: CircleDashed },
  late: { look: 'border-transparent text-late bg-late-soft', shape: TriangleAlert },
  done: { look: 'border-transparent text-done bg-done-soft', shape: Check },
  ended: { look: 'border-line text-quiet bg-sunken', shape: Minus },
}

interface Props {
  tone?: Tone
  /** Replaces the default icon of the tone. */
  icon?: LucideIcon
  children: ReactNode
}

/** A status: always a word with an icon, so that colour is never the only difference. */
export const Badge = ({ tone = 'plain', icon, children }: Props) => {
  const Shape = icon ?? tones[tone].shape
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-control border px-1.5 py-0.5 text-small font-strong leading-tight ${tones[tone].look}`}
    >
      <Shape aria-hidden size={13} strokeWidth={2.4} className="shrink-0" />
      {children}
    </span>
  )
}

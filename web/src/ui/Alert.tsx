import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export type AlertTone = 'info' | 'warn' | 'danger'

const tones = {
  info: { look: 'border-line bg-paper', mark: 'text-accent', icon: Info },
  warn: { look: 'border-transparent bg-soon-soft', mark: 'text-soon', icon: CircleAlert },
  danger: { look: 'border-transparent bg-late-soft', mark: 'text-late', icon: TriangleAlert },
} as const

interface Props {
  tone?: AlertTone
  title: string
  children?: ReactNode
  action?: ReactNode
  /**
   * Whether screen readers announce the alert at once: for new events, not for content that was on the page from the
   * start.
   */
  live?: boolean
}

/** A message that says what happened, what was saved, and what to do. */
export const Alert = ({ tone = 'info', title, children, action, live = false }: Props) => {
  const { look, mark, icon: Icon } = tones[tone]
  return (
    <div
      {...(live ? { role: 'alert' } : {})}
      className={`flex items-start gap-3 rounded-card border px-4 py-3 ${look}`}
    >
      <Icon aria-hidden size={20} strokeWidth={2} className={`mt-0.5 shrink-0 ${mark}`} />
      <div className="flex min-w-0 grow flex-col gap-1">
        <p className="font-strong">{title}</p>
        {children && <div className="measure">{children}</div>}
        {action && <div className="flex flex-wrap gap-2 pt-1.5">{action}</div>}
      </div>
    </div>
  )
}

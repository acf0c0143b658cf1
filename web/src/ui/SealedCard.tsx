import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSay } from '../messages.ts'

interface Props {
  /** What lies behind the wall, by its kind: "Who the person is". */
  title: string
  /** How to ask: a button or a link. Without it, the card says whom to ask. */
  ask?: ReactNode
}

/** The same whether or not there is something inside: nothing on it may be drawn from what it hides. */
export const SealedCard = ({ title, ask }: Props) => {
  const say = useSay()
  return (
    <section
      aria-label={title}
      className="flex flex-wrap items-center gap-3 rounded-card border border-dashed border-edge bg-sunken px-4 py-3"
    >
      <Lock aria-hidden size={18} strokeWidth={1.9} className="shrink-0 text-quiet" />
      <div className="min-w-0 grow basis-40">
        <h3>{title}</h3>
        <p className="text-small text-quiet">{say('ui.sealed')}</p>
      </div>
      {ask}
    </section>
  )
}

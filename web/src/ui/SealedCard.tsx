import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSay } from '../messages.ts'

interface Props {
  /** What lies behind the wall, by its kind: "Who the person is". */
  title: string
  /** Who stands behind the wall; without it, that only they can say more. */
  lead?: string
  /** How to ask: a button or a link. */
  ask?: ReactNode
  /** One of several cards in a row: as tall as its neighbours. */
  fills?: boolean
}

/** The same whether or not there is something inside: nothing on it may be drawn from what it hides. */
export const SealedCard = ({ title, lead, ask, fills = false }: Props) => {
  const say = useSay()
  const Heading = fills ? 'h2' : 'h3'
  return (
    <section
      aria-label={title}
      className={`flex rounded-card border border-dashed border-edge bg-sunken px-4 py-3 ${fills ? 'h-full flex-col gap-3' : 'flex-wrap items-center gap-x-4 gap-y-2'}`}
    >
      <div className="min-w-0 grow basis-40">
        <Heading className={`flex items-center gap-2 ${fills ? 'pb-2 text-large' : ''}`}>
          <Lock aria-hidden size={17} strokeWidth={1.9} className="shrink-0 text-quiet" />
          {title}
        </Heading>
        <p className={`measure text-quiet ${fills ? '' : 'text-small'}`}>{lead ?? say('ui.sealed')}</p>
      </div>
      <div className={fills ? 'self-start' : ''}>{ask}</div>
    </section>
  )
}

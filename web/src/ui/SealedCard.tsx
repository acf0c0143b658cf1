import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslate } from '../messages.ts'

interface Props {
  /** The kind of contents that the compartment has, such as "Who the person is". */
  title: string
  /** A text that says who can read the compartment; by default a general text. */
  lead?: string
  /** The button or link by which access is requested. */
  ask?: ReactNode
}

/**
 * Shown in place of a compartment that the reader cannot read. The card must look the same whether or not the
 * compartment has content.
 */
export const SealedCard = ({ title, lead, ask }: Props) => {
  const t = useTranslate()
  return (
    <section
      aria-label={title}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border border-dashed border-edge bg-sunken px-4 py-3"
    >
      <div className="min-w-0 grow basis-40">
        <h3 className="flex items-center gap-2">
          <Lock aria-hidden size={17} strokeWidth={1.9} className="shrink-0 text-quiet" />
          {title}
        </h3>
        <p className="measure text-small text-quiet">{lead ?? t('ui.sealed')}</p>
      </div>
      {ask}
    </section>
  )
}

/** A sealed compartment as one line among readable content. */
export const SealedLine = ({ title, lead, ask }: Props & { lead: string }) => (
  <section
    aria-label={title}
    className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 rounded-card border border-dashed border-edge bg-sunken px-4 py-1"
  >
    <Lock aria-hidden size={16} strokeWidth={1.9} className="shrink-0 text-quiet" />
    <h2 className="text-body">{title}</h2>
    <p className="min-w-0 grow text-small text-quiet">{lead}</p>
    {ask}
  </section>
)

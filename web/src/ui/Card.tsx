import { type ReactNode, useId } from 'react'

interface Props {
  title: string
  beside?: ReactNode
  actions?: ReactNode
  /** The card has no padding, because its content is a list with padding of its own. */
  flush?: boolean
  children: ReactNode
}

/** A part of a page, with a heading of its own. */
export const Card = ({ title, beside, actions, flush = false, children }: Props) => {
  const id = useId()
  return (
    <section aria-labelledby={id} className="card min-w-0">
      <header className={`flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 pt-3 ${flush ? 'pb-2' : ''}`}>
        <h2 id={id} className="text-large">
          {title}
        </h2>
        {beside}
        {actions && <div className="ms-auto flex flex-wrap gap-2">{actions}</div>}
      </header>
      <div className={flush ? '' : 'flex flex-col gap-3 px-4 pt-2 pb-4'}>{children}</div>
    </section>
  )
}

import { type ReactNode, useEffect } from 'react'
import { setWindowTitle } from './window-title.ts'

interface Props {
  /** The heading. */
  title: string
  /** What the window is called: nothing but codes and the names of pages. Without it, the heading. */
  windowTitle?: string
  /** Above the heading: the position in a longer process. */
  above?: ReactNode
  /** Beside the heading: badges. */
  beside?: ReactNode
  /** Below the heading: one quiet line. */
  lead?: ReactNode
  /** To the right: what can be done here. */
  actions?: ReactNode
  /** As wide as the window, for lists and queues; otherwise held to a width that reads well. */
  wide?: boolean
  children: ReactNode
}

/** One page: its heading takes the focus when one comes to it, so that a screen reader says where one is. */
export const Page = ({ title, windowTitle, above, beside, lead, actions, wide = false, children }: Props) => {
  useWindowTitle(windowTitle ?? title)
  return (
    <div className={`mx-auto flex w-full flex-col gap-5 px-4 py-5 sm:px-6 ${wide ? '' : 'max-w-page'}`}>
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
        {above && <div className="w-full">{above}</div>}
        <div className="flex min-w-0 grow flex-col gap-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 tabIndex={-1} className="text-title outline-none">
              {title}
            </h1>
            {beside}
          </div>
          {lead && <div className="text-quiet">{lead}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2 print:hidden">{actions}</div>}
      </header>
      {children}
    </div>
  )
}

export const useWindowTitle = (title: string) => {
  useEffect(() => {
    setWindowTitle(title)
  }, [title])
}

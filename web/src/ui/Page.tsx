import { type ReactNode, useEffect } from 'react'
import { setWindowTitle } from './window-title.ts'

interface Props {
  /** The heading. */
  title: string
  /** The window title, which must contain only references and names of pages; by default the heading. */
  windowTitle?: string
  /** Content above the heading, which shows the position in a longer process. */
  above?: ReactNode
  /** Content beside the heading, such as badges. */
  beside?: ReactNode
  /** A short note below the heading. */
  lead?: ReactNode
  /** The page's actions, at the end of the heading's line. */
  actions?: ReactNode
  /**
   * Whether the page is as wide as the window, for lists and queues; by default the width is limited to a readable one.
   */
  wide?: boolean
  children: ReactNode
}

/** A page: its heading gets the focus on navigation, so that a screen reader announces the page. */
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

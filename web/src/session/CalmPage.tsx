import type { ReactNode } from 'react'
import { useWindowTitle } from '../ui/Page.tsx'

interface Props {
  title: string
  children: ReactNode
  /** Content below the card. */
  below?: ReactNode
}

/** A page before the sign-in. The page does not say what the system is for, since others may see the screen. */
export const CalmPage = ({ title, children, below }: Props) => {
  useWindowTitle(title)
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 px-4 py-10">
      <div className="w-full max-w-form">
        <p aria-hidden="true" className="mb-6 flex items-center gap-2 text-large font-strong">
          <img src="/favicon.svg" alt="" className="size-7" />
          Palermo
        </p>
        <div className="card p-6">
          <h1 tabIndex={-1} className="mb-4 text-title outline-none">
            {title}
          </h1>
          {children}
        </div>
        {below}
      </div>
    </main>
  )
}

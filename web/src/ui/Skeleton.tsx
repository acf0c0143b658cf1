import { useTranslate } from '../messages.ts'

const bar = 'block rounded-control bg-sunken animate-wait'
const widths = ['w-3/5', 'w-2/5', 'w-1/2', 'w-4/5', 'w-1/3']
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at)

/** Placeholder of a loading list. */
export const SkeletonRows = ({ rows = 8 }: { rows?: number }) => (
  <Waiting>
    {numbers(rows).map((at) => (
      <div key={at} className="flex items-center gap-4 border-b border-line px-3 py-3.5">
        <span className={`${bar} h-3.5 w-28`} />
        <span className={`${bar} h-3.5 ${widths[at % widths.length]}`} />
      </div>
    ))}
  </Waiting>
)

/** Placeholder of a loading page: a title, a line of facts, some cards. */
export const SkeletonPage = ({ cards = 3 }: { cards?: number }) => (
  <Waiting>
    <div className="flex flex-col gap-4">
      <span className={`${bar} h-7 w-64 max-w-full`} />
      <span className={`${bar} h-4 w-96 max-w-full`} />
      {numbers(cards).map((at) => (
        <div key={at} className="card flex flex-col gap-3 p-4">
          <span className={`${bar} h-4 w-40`} />
          <span className={`${bar} h-3.5 ${widths[(at + 3) % widths.length]}`} />
          <span className={`${bar} h-3.5 ${widths[at % widths.length]}`} />
        </div>
      ))}
    </div>
  </Waiting>
)

const Waiting = ({ children }: { children: React.ReactNode }) => {
  const t = useTranslate()
  return (
    <div role="status">
      <span className="sr-only">{t('ui.loading')}</span>
      <div aria-hidden="true">{children}</div>
    </div>
  )
}

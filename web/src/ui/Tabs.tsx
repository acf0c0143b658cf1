import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { useChosenInView } from './useChosenInView.ts'

export interface TabItem<K extends string> {
  id: K
  label: string
  count?: number | undefined
  /** Whether the count is red, because it counts late items. */
  late?: boolean
}

export interface TabsProps<K extends string> {
  label: string
  items: readonly TabItem<K>[]
  selected: K
  onSelect: (id: K) => void
  children: ReactNode
}

/**
 * Views of one record, each with a count; `children` renders the selected view. As the ARIA Authoring Practices demand,
 * the tabs have one Tab stop, arrow keys move between the tabs, and Home and End go to the first and the last.
 */
export const Tabs = <K extends string>({ label, items, selected, onSelect, children }: TabsProps<K>) => {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  useChosenInView(list, selected)
  const move = (event: KeyboardEvent) => {
    const at = items.findIndex((item) => item.id === selected)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: items.length - 1 }[event.key]
    const next = to === undefined ? undefined : items.at(to % items.length)
    if (!next) return
    event.preventDefault()
    onSelect(next.id)
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus()
  }
  return (
    <div className="flex min-w-0 flex-col">
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        onKeyDown={move}
        className="flex overflow-x-auto border-b max-sm:has-[>:nth-child(3):last-child]:flex-wrap border-line sm:gap-1 print:hidden"
      >
        {items.map(({ id: tab, label: words, count, late }) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`${id}-${tab}`}
            data-tab={tab}
            aria-selected={tab === selected}
            aria-controls={`${id}-panel`}
            tabIndex={tab === selected ? 0 : -1}
            onClick={() => onSelect(tab)}
            className="-mb-px flex min-h-10 touch:min-h-12 items-center gap-1.5 whitespace-nowrap border-b-2 border-transparent px-2 text-quiet hover:text-ink focus-visible:-outline-offset-2 aria-selected:border-accent aria-selected:font-strong aria-selected:text-ink sm:gap-2 sm:px-3"
          >
            {words}{' '}
            {count !== undefined && (
              <span
                className={`figures rounded-control px-1.5 text-small font-strong ${late && count > 0 ? 'bg-late-soft text-late' : 'bg-sunken text-quiet'}`}
              >
                {count}
              </span>
            )}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${selected}`}>
        {children}
      </div>
    </div>
  )
}

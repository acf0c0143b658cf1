import type { ReactNode } from 'react'
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs'

export interface TabItem<K extends string> {
  id: K
  label: string
  count?: number | undefined
  /** Red, because what is counted is late. */
  late?: boolean
}

export interface TabsProps<K extends string> {
  label: string
  items: readonly TabItem<K>[]
  selected: K
  onSelect: (id: K) => void
  children: ReactNode
}

/** A few views of one thing, with live counts; the chosen one's panel is drawn by `children`. */
export const Tabs = <K extends string>({ label, items, selected, onSelect, children }: TabsProps<K>) => (
  <AriaTabs selectedKey={selected} onSelectionChange={(key) => onSelect(key as K)} className="flex min-w-0 flex-col">
    <TabList aria-label={label} className="flex overflow-x-auto sm:gap-1 border-b border-line print:hidden">
      {items.map(({ id, label: words, count, late }) => (
        <Tab
          key={id}
          id={id}
          className="-mb-px flex min-h-10 touch:min-h-12 cursor-pointer items-center gap-1.5 whitespace-nowrap border-b-2 border-transparent px-2 sm:gap-2 sm:px-3 text-quiet outline-none hover:text-ink data-selected:border-accent data-selected:font-strong data-selected:text-ink data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 data-focus-visible:outline-accent"
        >
          {words}
          {count !== undefined && (
            <span
              className={`figures rounded-control px-1.5 text-small font-strong ${late && count > 0 ? 'bg-late-soft text-late' : 'bg-sunken text-quiet'}`}
            >
              {count}
            </span>
          )}
        </Tab>
      ))}
    </TabList>
    <TabPanel id={selected} className="outline-none">
      {children}
    </TabPanel>
  </AriaTabs>
)

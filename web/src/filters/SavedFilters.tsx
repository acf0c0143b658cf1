import type { FilterPage } from '@palermo/shared/filters/contract.ts'
import { Bookmark } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslate } from '../messages.ts'
import type { Search } from './useOpening.ts'

const loadMenu = () => import('./FiltersMenu.tsx').then((found) => ({ default: found.FiltersMenu }))
const FiltersMenu = lazy(loadMenu)
const FiltersDialog = lazy(() => import('./FiltersDialog.tsx').then((found) => ({ default: found.FiltersDialog })))

interface Props {
  page: FilterPage
  search: Search
}

/**
 * The button at the end of a list's filters that opens the menu of saved filters. The code of the menu is loaded in
 * advance.
 */
export const SavedFilters = ({ page, search }: Props) => {
  const t = useTranslate()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState<'menu' | 'dialog'>()
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open === 'menu'}
        onPointerEnter={() => void loadMenu()}
        onFocus={() => void loadMenu()}
        onClick={() => setOpen('menu')}
        className="inline-flex min-h-9 touch:min-h-12 items-center gap-1.5 rounded-control px-2 font-strong text-accent hover:bg-hover"
      >
        <Bookmark aria-hidden size={17} strokeWidth={1.9} className="shrink-0" />
        {t('filters.title')}
      </button>
      <Suspense>
        {open === 'menu' && (
          <FiltersMenu
            page={page}
            search={search}
            anchor={button}
            onEdit={() => setOpen('dialog')}
            onClose={() => setOpen((now) => (now === 'menu' ? undefined : now))}
          />
        )}
        {open === 'dialog' && <FiltersDialog page={page} onClose={() => setOpen(undefined)} />}
      </Suspense>
    </>
  )
}

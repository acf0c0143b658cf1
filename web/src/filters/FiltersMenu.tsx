import { type FilterPage, keptOf, mostFilters } from '@palermo/shared/filters/contract.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import type { RefObject } from 'react'
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { Text } from 'react-aria-components/Text'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { MenuPopover } from '../ui/MenuPopover.tsx'
import { toast } from '../ui/toast.ts'
import { useFirstItem } from '../ui/useFirstItem.ts'
import { dropFilter, filtersQuery, keepFilter } from './queries.ts'
import { type Search, useShowFiltered } from './useOpening.ts'
import { useFilterWords } from './words.ts'

interface Props {
  page: FilterPage
  search: Search
  anchor: RefObject<HTMLElement | null>
  onEdit: () => void
  onClose: () => void
}

const item =
  'flex min-h-9 touch:min-h-12 cursor-pointer items-center gap-2 rounded-control px-3 py-1.5 outline-none data-focused:bg-hover'

/** A menu of the saved filters of one list, with an entry that saves the current filter. */
export const FiltersMenu = ({ page, search, anchor, onEdit, onClose }: Props) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const show = useShowFiltered()
  const first = useFirstItem()
  const list = useQuery(filtersQuery)
  const { data } = list
  const mine = data?.items.filter((one) => one.page === page) ?? []
  const now = keptOf(page, search)
  const wordsOf = useFilterWords(now ? [...mine, now] : mine)
  const sameAsNow = JSON.stringify(now?.filter)
  const isKept = mine.some(({ filter }) => JSON.stringify(filter) === sameAsNow)
  const keep = useMutation({
    mutationFn: () => (now ? keepFilter(queryClient, now) : Promise.reject(new Error('nothing is filtered'))),
    onSuccess: ({ id }) => toast(t('filters.kept'), () => void dropFilter(queryClient, id)),
    onError: (why) => toast(wordsFor(why, t).title),
  })
  const mayKeep = data && now && !isKept && mine.length < mostFilters
  return (
    <MenuPopover anchor={anchor} placement="bottom start" onClose={onClose}>
      {mine.length === 0 && (
        <div className="px-4 pt-3">
          <EmptyState of={list} small sentence={t('filters.none')} />
        </div>
      )}
      {mine.length >= mostFilters && <p className="measure px-4 pt-3 text-quiet">{t('filters.full')}</p>}
      <Menu
        ref={first}
        aria-label={t('filters.title')}
        autoFocus="first"
        onClose={onClose}
        className="p-1 outline-none"
      >
        {mine.length > 0 && (
          <MenuSection aria-label={t('filters.title')} className="border-b border-line pb-1">
            {mine.map((one) => {
              const { id, filter, label, opens } = one
              const words = wordsOf(one)
              const isNow = JSON.stringify(filter) === sameAsNow
              return (
                <MenuItem key={id} textValue={label ?? words} onAction={() => show(page, filter)} className={item}>
                  <span className="flex min-w-0 grow flex-col">
                    <Text slot="label" className="break-words">
                      {label ?? words}
                    </Text>
                    {(label || opens) && (
                      <Text slot="description" className="text-small break-words text-quiet">
                        {[label && words, opens && t('filters.opens-short')].filter(Boolean).join(' · ')}
                      </Text>
                    )}
                  </span>
                  {isNow && <Check aria-hidden size={17} className="shrink-0 text-accent" />}
                </MenuItem>
              )
            })}
          </MenuSection>
        )}
        {mayKeep && (
          <MenuItem textValue={t('filters.keep')} onAction={() => keep.mutate()} className={item}>
            <span className="flex min-w-0 flex-col">
              <Text slot="label">{t('filters.keep')}</Text>
              <Text slot="description" className="text-small break-words text-quiet">
                {wordsOf(now)}
              </Text>
            </span>
          </MenuItem>
        )}
        {mine.length > 0 && (
          <MenuItem onAction={onEdit} className={item}>
            {t('filters.edit')}
          </MenuItem>
        )}
        {data && !mayKeep && mine.length === 0 && (
          <MenuItem onAction={onClose} className={item}>
            {t('ui.close')}
          </MenuItem>
        )}
      </Menu>
    </MenuPopover>
  )
}

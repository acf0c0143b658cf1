import { type FilterPage, NewFilter, type SavedFilter } from '@palermo/shared/filters/contract.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { fieldErrors, wordsFor } from '../problem.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { TextField } from '../ui/TextField.tsx'
import { toast } from '../ui/toast.ts'
import { changeFilter, dropFilter, filtersQuery, keepFilter } from './queries.ts'
import { useFilterWords } from './words.ts'

/** Renames and deletes saved filters, and selects the filter with which the list opens. */
export const FiltersDialog = ({ page, onClose }: { page: FilterPage; onClose: () => void }) => {
  const t = useTranslate()
  const list = useQuery(filtersQuery)
  const mine = list.data?.items.filter((one) => one.page === page) ?? []
  const wordsOf = useFilterWords(mine)
  return (
    <Dialog title={t('filters.title')} lead={t('filters.lead')} isOpen onClose={onClose}>
      {mine.length === 0 && <EmptyState of={list} sentence={t('filters.none')} />}
      <ul className="-mx-5 divide-y divide-line border-y border-line">
        {mine.map((one) => (
          <Row key={one.id} saved={one} words={wordsOf(one)} />
        ))}
      </ul>
    </Dialog>
  )
}

const Row = ({ saved, words }: { saved: SavedFilter; words: string }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const { id, page, label, opens } = saved
  const [named, setNamed] = useState<string>()
  const change = useMutation({
    mutationFn: (next: { label: string | null; opens: boolean }) => changeFilter(queryClient, id, next),
    onSuccess: () => setNamed(undefined),
  })
  const drop = useMutation({
    mutationFn: () => dropFilter(queryClient, id),
    onSuccess: () => toast(t('filters.dropped'), () => void keepFilter(queryClient, NewFilter.parse(withoutId(saved)))),
  })
  const error = change.error ?? drop.error
  const name = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ label: named?.trim() || null, opens })
  }
  return (
    <li className="flex flex-col gap-2 px-5 py-3">
      <p className="font-strong break-words">{label ?? words}</p>
      {label && <p className="text-small break-words text-quiet">{words}</p>}
      {error && <Alert tone="danger" live title={wordsFor(error, t).title} />}
      {named === undefined ? (
        <div className="-ms-3 flex flex-wrap items-center gap-x-1">
          <Button rank="quiet" onPress={() => setNamed(label ?? '')}>
            {t('filters.rename')}
          </Button>
          <Button rank="quiet" isPending={drop.isPending} onPress={() => drop.mutate()}>
            {t('filters.drop')}
          </Button>
        </div>
      ) : (
        <form onSubmit={name} className="flex flex-col gap-3">
          <TextField
            label={t('filters.label')}
            hint={t('filters.label-hint')}
            value={named}
            maxLength={40}
            autoComplete="off"
            optional
            onChange={setNamed}
            error={fieldErrors(change.error, t).label}
          />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" rank="primary" isPending={change.isPending}>
              {t('filters.save-label')}
            </Button>
            <Button rank="quiet" onPress={() => setNamed(undefined)}>
              {t('acts.cancel')}
            </Button>
          </div>
        </form>
      )}
      {page !== 'numbers' && (
        <Checkbox label={t('filters.opens')} checked={opens} onChange={(on) => change.mutate({ label, opens: on })} />
      )}
    </li>
  )
}

const withoutId = ({ id: _, ...saved }: SavedFilter) => saved

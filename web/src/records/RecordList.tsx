import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import { mayCreate } from '@palermo/shared/records/rights.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { recordLink } from '../navigation/subjects.ts'
import { orTrouble } from '../query-client.ts'
import { useMe } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import { Page } from '../ui/Page.tsx'
import { moreOf, Table } from '../ui/Table.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { Toolbar } from '../ui/Toolbar.tsx'
import { useListColumns } from './list-columns.tsx'
import type { RecordPageType } from './load.ts'
import { type RecordFilter, recordsQuery } from './queries.ts'
import { codeLabel, fieldLabel, maybe } from './words.ts'

const NewRecordDialog = lazy(() =>
  import('./NewRecordDialog.tsx').then((found) => ({ default: found.NewRecordDialog })),
)

/** The records of a type that the reader may see, with the filters, columns and order that the type declares. */
export const RecordList = ({ of: { type }, search }: { of: RecordPageType; search: RecordFilter }) => {
  const t = useTranslate()
  const me = useMe()
  const navigate = useNavigate()
  const [isAdding, setAdding] = useState(false)
  const boxes = type.list?.boxes ?? []
  const box = boxes.find((one) => one === search.box) ?? boxes[0]
  const filters = filtersOf(type)
  const filter: RecordFilter = {
    ...Object.fromEntries(filters.map(({ name, values }) => [name, values.find((one) => one === search[name])])),
    ...(box === undefined ? {} : { box }),
  }
  const list = useInfiniteQuery({ ...recordsQuery(type, filter), throwOnError: orTrouble })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const columns = useListColumns(type, items)
  const { plural } = type
  const change = (next: RecordFilter) =>
    void navigate({ to: '/$records', params: { records: plural }, search: { ...search, ...next }, resetScroll: false })
  const set = filters.filter(({ name }) => filter[name] !== undefined).length
  const create = mayCreate(type, me) && (
    <Button rank="primary" icon={Plus} onPress={() => setAdding(true)}>
      {t(`${plural}.create.verb`)}
    </Button>
  )
  const table = (
    <>
      {filters.length > 0 && (
        <Toolbar label={t('records.pages.filters')} set={set}>
          {filters.map(({ name, values }) => (
            <FilterSelect
              key={name}
              label={name === 'status' ? t('records.pages.status') : fieldLabel(t, type, name)}
              value={filter[name] ?? ''}
              options={values.map((value) => ({
                value,
                label: name === 'status' ? t(`${plural}.status.${value}`) : codeLabel(t, type, name, value),
              }))}
              onChange={(value) => change({ [name]: value || undefined })}
            />
          ))}
        </Toolbar>
      )}
      <Table
        label={t(`${plural}.title`)}
        columns={columns}
        rows={items}
        rowKey={({ id }) => id}
        more={moreOf(list)}
        empty={
          <EmptyState
            of={list}
            sentence={
              set > 0
                ? t('records.pages.none-such')
                : (maybe(t, `${plural}.empty-${box}`) ?? maybe(t, `${plural}.empty`) ?? t('records.pages.none'))
            }
            action={set === 0 && create}
          />
        }
      />
    </>
  )
  return (
    <Page title={t(`${plural}.title`)} lead={maybe(t, `${plural}.lead`)} wide actions={items.length > 0 && create}>
      <div className="card overflow-clip">
        {box === undefined ? (
          table
        ) : (
          <Tabs
            label={t(`${plural}.title`)}
            selected={box}
            onSelect={(next) => change({ box: next === boxes[0] ? undefined : next })}
            items={boxes.map((id) => ({ id, label: t(`${plural}.boxes.${id}`) }))}
          >
            {table}
          </Tabs>
        )}
      </div>
      {isAdding && (
        <Suspense>
          <NewRecordDialog
            type={type}
            onCreated={({ id }) => void navigate(recordLink(type.plural, id))}
            onClose={() => setAdding(false)}
          />
        </Suspense>
      )}
    </Page>
  )
}

/** Returns the declared filters of a list, each with the values that can be selected. */
const filtersOf = ({ list, statuses, allFields }: AnyRecordType): { name: string; values: readonly string[] }[] =>
  (list?.filters ?? []).map((name) => ({
    name,
    values: name === 'status' ? statuses : (allFields[name]?.values ?? []),
  }))

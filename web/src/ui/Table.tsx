import type { CSSProperties, ReactNode } from 'react'
import { useTranslate } from '../messages.ts'
import { Button } from './Button.tsx'
import type { Choosing } from './choosing.ts'
import type { ListState } from './list-state.ts'
import { NotLoaded } from './NotLoaded.tsx'

export interface Column<R> {
  id: string
  header: string
  /** The header is visible only to screen readers, because the values explain themselves. */
  quiet?: boolean
  cell: (row: R) => ReactNode
  /** A CSS grid track: `9rem`, `minmax(8rem, 1fr)`. */
  width?: string
  /**
   * In a narrow list (by its own width, not the window's) a row has a first line with the columns marked `lead` and
   * `end`, and a second line with every column marked `line`; columns marked `drop` are hidden. By default the first
   * column is `lead`, and the others are `line`.
   */
  narrow?: 'lead' | 'end' | 'line' | 'drop'
  /** Whether the column holds numbers, which are aligned right, in digits of equal width. */
  number?: boolean
  /**
   * Whether a narrow list shows the header before the value; always set for numbers, which are meaningless without a
   * header.
   */
  named?: boolean
  /** The column is shown only if the list is very wide. */
  roomy?: boolean
}

/** Further rows that can be loaded after those shown. */
interface More {
  has: boolean
  loading: boolean
  load: () => void
  /** The state of the list, with a `refetch` that loads the failed page; undefined if no page failed to load. */
  failed?: ListState | undefined
}

/** Returns the further rows of a query that loads its list page by page. */
export const moreOf = (
  list: ListState & {
    hasNextPage: boolean
    isFetchingNextPage: boolean
    isFetchNextPageError: boolean
    fetchNextPage: () => unknown
  },
): More => ({
  has: list.hasNextPage,
  loading: list.isFetchingNextPage,
  load: () => void list.fetchNextPage(),
  failed: list.isFetchNextPageError ? { ...list, refetch: list.fetchNextPage } : undefined,
})

export interface TableProps<R> {
  /** The accessible name of the table. */
  label: string
  columns: readonly Column<R>[]
  rows: readonly R[]
  rowKey: (row: R) => string
  /** The row shown in the reading pane. */
  selected?: string | undefined
  more?: More | undefined
  /** For a list with selectable rows: the selection, and an accessible name for each row. */
  choosing?: (Choosing & { nameOf: (row: R) => string }) | undefined
  /** Content that replaces the rows if there are none. */
  empty?: ReactNode
}

/**
 * A list with one record in each row; the link in the first cell (`stretch-link`) covers the whole row. The markup is
 * the same for all widths: on a wide page it is shown as a table, on a narrow page with two lines for each row.
 */
export const Table = <R,>({ label, columns, rows, rowKey, selected, more, choosing, empty }: TableProps<R>) => {
  const t = useTranslate()
  if (rows.length === 0 && empty) return empty
  const chooses = choosing?.on ? choosing : undefined
  const tracks = (wide: boolean) =>
    [
      ...(chooses ? ['max-content'] : []),
      ...columns.filter(({ roomy }) => wide || !roomy).map(({ width }) => width ?? 'minmax(6rem, 1fr)'),
    ].join(' ')
  return (
    <div className="@container">
      <table
        aria-label={label}
        className="palermo-table"
        style={{ '--tracks': tracks(false), '--tracks-roomy': tracks(true) } as CSSProperties}
      >
        <thead>
          <tr>
            {chooses && (
              <th scope="col">
                <span className="sr-only">{t('ui.chosen')}</span>
              </th>
            )}
            {columns.map((column) => (
              <th key={column.id} scope="col" data-number={column.number} data-roomy={column.roomy}>
                {column.quiet ? <span className="sr-only">{column.header}</span> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = rowKey(row)
            return (
              <tr key={key} data-row={key} aria-current={selected === key ? 'true' : undefined}>
                {chooses && (
                  <td data-narrow="choose">
                    <Mark
                      label={t('ui.choose', { name: chooses.nameOf(row) })}
                      checked={chooses.chosen.has(key)}
                      onChange={() => chooses.flip(key)}
                    />
                  </td>
                )}
                {columns.map((column, index) => (
                  <td
                    key={column.id}
                    data-narrow={column.narrow ?? (index === 0 ? 'lead' : 'line')}
                    data-number={column.number}
                    data-named={column.number || column.named ? column.header : undefined}
                    data-roomy={column.roomy}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      {more?.has && (
        <div className="flex justify-center p-3 print:hidden">
          {more.failed ? (
            <NotLoaded of={more.failed} />
          ) : (
            <Button onPress={more.load} isPending={more.loading}>
              {t('ui.more')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

/** The check box of a row lies above the link that covers the row, and is as large as a thumb. */
const Mark = ({ label, checked, onChange }: { label: string; checked: boolean; onChange: (on: boolean) => void }) => (
  <label className="relative z-10 -m-2 inline-flex min-h-9 min-w-9 touch:min-h-12 touch:min-w-12 items-center justify-center">
    <input
      type="checkbox"
      aria-label={label}
      checked={checked}
      onChange={(event) => onChange(event.target.checked)}
      className="size-4.5 accent-accent"
    />
  </label>
)

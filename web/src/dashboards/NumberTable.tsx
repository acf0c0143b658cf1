import type { ReactNode } from 'react'

export interface NumberColumn<R> {
  id: string
  header: ReactNode
  cell: (row: R) => ReactNode
  /** Whether the column contains names, which are aligned left; the figures in all other columns are aligned right. */
  name?: boolean
  /** Whether the column is hidden on phones. */
  wide?: boolean
}

interface Props<R> {
  label: string
  columns: readonly NumberColumn<R>[]
  rows: readonly R[]
  rowKey: (row: R) => string
  /** CSS classes for a panel that hides other columns at other widths. */
  className?: string
}

const wideOnly = 'max-sm:hidden'

/** A small table of figures, which scrolls sideways if it is wider than its panel. */
export const NumberTable = <R,>({ label, columns, rows, rowKey, className = '' }: Props<R>) => (
  <div className={`-mx-1 overflow-x-auto px-1 ${className}`}>
    <table aria-label={label} className="w-full border-collapse text-small">
      <thead>
        <tr className="border-b border-line text-quiet">
          {columns.map(({ id, header, name, wide }) => (
            <th
              key={id}
              scope="col"
              className={`py-1 align-bottom ${name ? 'pe-3 text-start' : 'ps-3 text-end'} ${wide ? wideOnly : ''}`}
            >
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} className="border-b border-line last:border-transparent hover:bg-hover">
            {columns.map(({ id, cell, name, wide }, at) =>
              at === 0 ? (
                <th key={id} scope="row" className="py-1 pe-3 text-start font-normal">
                  {cell(row)}
                </th>
              ) : (
                <td key={id} className={`py-1 ${name ? 'pe-3' : 'figures ps-3 text-end'} ${wide ? wideOnly : ''}`}>
                  {cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

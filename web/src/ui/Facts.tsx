import type { ReactNode } from 'react'

/**
 * Facts as name and value. The caller leaves out missing facts; a question without an answer has a value that says so.
 */
export const Facts = ({ items }: { items: readonly (readonly [string, ReactNode])[] }) => (
  <dl className="grid grid-cols-1 gap-x-6 gap-y-2 sm:grid-cols-[minmax(8rem,auto)_1fr]">
    {items.map(([name, value]) => (
      <div key={name} className="contents">
        <dt className="-mb-2 text-small text-quiet sm:mb-0 sm:pt-px sm:text-body">{name}</dt>
        <dd className="min-w-0">{value}</dd>
      </div>
    ))}
  </dl>
)

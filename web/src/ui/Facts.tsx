import type { ReactNode } from 'react'

/** What is known, name by name. Absent facts are left out by the caller; an asked and unanswered one says so itself. */
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

import type { Case } from '@palermo/shared/cases/contract.ts'
import { Link } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { type CasePart, caseParts, countOf } from '../cases/parts.ts'
import { useTranslate } from '../messages.ts'
import { Tabs } from '../ui/Tabs.tsx'

interface Props {
  row: Case
  part: CasePart
  onPart: (part: CasePart) => void
  children: ReactNode
}

/** Shows the parts of a case as tabs; `children` is the content of the selected part. */
export const CaseTabs = ({ row, part, onPart, children }: Props) => {
  const t = useTranslate()
  return (
    <Tabs
      label={t('cases.parts')}
      items={caseParts.map((id) => ({ id, label: t(`cases.part.${id}`), count: countOf(row, id) }))}
      selected={part}
      onSelect={onPart}
    >
      <div className="@container pt-4">{children}</div>
    </Tabs>
  )
}

/** On a phone, shows the parts of a case as a list of links to the pages of the parts. */
export const CaseIndex = ({ row }: { row: Case }) => {
  const t = useTranslate()
  return (
    <nav aria-label={t('cases.parts')} className="card print:hidden">
      <ul className="divide-y divide-line">
        {caseParts.map((tab) => {
          const count = countOf(row, tab)
          return (
            <li key={tab}>
              <Link
                to="/cases/$id"
                params={{ id: row.id }}
                search={{ tab }}
                className="flex min-h-12 items-center gap-2 px-4 py-2 hover:bg-hover focus-visible:-outline-offset-2"
              >
                <span className="min-w-0 grow">
                  <span className="font-strong">{t(`cases.part.${tab}`)}</span>
                  <span className="block text-small text-quiet">{t(`cases.part-hint.${tab}`)}</span>
                </span>
                {count !== undefined && count > 0 && (
                  <span className="figures rounded-control bg-sunken px-1.5 text-small font-strong text-quiet">
                    {count}
                  </span>
                )}
                <ChevronRight aria-hidden size={18} className="shrink-0 text-quiet rtl:-scale-x-100" />
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

/**
 * On a phone, shows one part of a case on a page of its own, with a link back to the list of parts; the part's heading
 * gets the focus.
 */
export const CasePartAlone = ({ row, part, children }: Omit<Props, 'onPart'>) => {
  const t = useTranslate()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <div className="@container flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3">
        <Link
          to="/cases/$id"
          params={{ id: row.id }}
          search={{}}
          className="-ms-1 inline-flex min-h-12 items-center gap-1 pe-2 text-accent print:hidden"
        >
          <ChevronLeft aria-hidden size={18} className="rtl:-scale-x-100" />
          {t('cases.back-to-index')}
        </Link>
        <h2 ref={title} tabIndex={-1} className="text-large outline-none">
          {t(`cases.part.${part}`)}
        </h2>
      </div>
      {children}
    </div>
  )
}

import { type Found, shortestSearch } from '@palermo/shared/search/contract.ts'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { CaseStatusBadge } from '../cases/CaseStatusBadge.tsx'
import { useCodeLabel } from '../codes/labels.ts'
import { useSay } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { ChildBadge } from '../referrals/ChildBadge.tsx'
import { StatusBadge } from '../referrals/StatusBadge.tsx'
import { Alert } from '../ui/Alert.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { SearchBox } from '../ui/SearchBox.tsx'
import { useFinding } from './useFinding.ts'

/** Anything of one's own work, by a few characters of it. The arrow keys go from the box to what was found. */
export const Finder = ({ onClose }: { onClose: () => void }) => {
  const say = useSay()
  const [q, setQ] = useState('')
  const { found, error } = useFinding(q)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const here = place.current
    here?.querySelector('input')?.focus()
    here?.addEventListener('keydown', move)
    return () => here?.removeEventListener('keydown', move)
  }, [])
  const isAsked = q.trim().length >= shortestSearch
  const isEmpty = found && Object.values(found).every((list) => list.length === 0)
  return (
    <Dialog title={say('search.title')} isOpen onClose={onClose}>
      <div ref={place} className="flex min-h-60 flex-col gap-4">
        <SearchBox label={say('search.label')} value={q} maxLength={60} onChange={setQ} wide />
        <div aria-live="polite" className="flex flex-col gap-4">
          {error !== null && error !== undefined && <Alert tone="warn" title={wordsFor(error, say).title} />}
          {!isAsked && <p className="measure text-quiet">{say('search.hint')}</p>}
          {isAsked && isEmpty && <p className="text-quiet">{say('search.nothing')}</p>}
          {isAsked && found && <Results found={found} onFollow={onClose} />}
        </div>
      </div>
    </Dialog>
  )
}

const Results = ({ found, onFollow }: { found: Found; onFollow: () => void }) => {
  const say = useSay()
  const label = useCodeLabel()
  return (
    <>
      <Group title={say('cases.title')}>
        {found.cases.map(({ id, reference, status, childProcedure, lead }) => (
          <Row key={id}>
            <Link to="/cases/$id" params={{ id }} onClick={onFollow} className="figures stretch-link font-strong">
              {reference}
            </Link>
            <CaseStatusBadge status={status} />
            {childProcedure && <ChildBadge />}
            <span className="text-small text-quiet">{lead.name}</span>
          </Row>
        ))}
      </Group>
      <Group title={say('referrals.title')}>
        {found.referrals.map(({ id, kind, status, caseReference, needs, from, to }) => (
          <Row key={id}>
            <Link to="/referrals/$id" params={{ id }} onClick={onFollow} className="stretch-link">
              <span className="font-strong">{say(`referrals.kind.${kind}`)}</span>
              {needs.length > 0 && ` · ${needs.map((need) => label('needs', need)).join(', ')}`}
            </Link>
            <StatusBadge status={status} />
            <span className="basis-full text-small text-quiet">
              <span className="figures">{caseReference}</span> {from.name} → {to?.name ?? '…'}
            </span>
          </Row>
        ))}
      </Group>
      <Group title={say('agencies.directory')}>
        {found.agencies.map(({ id, name, sector }) => (
          <Row key={id}>
            <Link to="/directory/$id" params={{ id }} onClick={onFollow} className="stretch-link font-strong">
              {name}
            </Link>
            <span className="text-small text-quiet">{say(`sectors.${sector}`)}</span>
          </Row>
        ))}
      </Group>
    </>
  )
}

const Group = ({ title, children }: { title: string; children: ReactNode[] }) =>
  children.length === 0 ? null : (
    <section className="flex flex-col gap-1">
      <h3 className="text-small text-quiet">{title}</h3>
      <ul className="-mx-2 flex flex-col">{children}</ul>
    </section>
  )

const Row = ({ children }: { children: ReactNode }) => (
  <li className="relative flex min-h-9 flex-wrap items-center gap-x-2.5 gap-y-0.5 rounded-control px-2 py-1.5 hover:bg-hover has-focus-visible:bg-hover touch:min-h-12">
    {children}
  </li>
)

/** Down from the box to the first line and on, up again to the box. */
const move = (event: KeyboardEvent) => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0 || !(event.currentTarget instanceof HTMLElement)) return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, a[href]')]
  const at = stops.findIndex((stop) => stop.matches(':focus'))
  const next = stops[at + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}

import type { ExplainedType } from '@palermo/shared/records/contract.ts'
import { useSay } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'
import type { Column } from '../ui/Table.tsx'

type Of<K extends 'fields' | 'parties' | 'statuses' | 'actions' | 'clocks'> = Column<ExplainedType[K][number]>

const listed = (values: readonly string[]) => values.join(', ')

export const useFieldColumns = (): Of<'fields'>[] => {
  const say = useSay()
  return [
    { id: 'name', header: say('records.columns.field'), width: 'minmax(10rem, 1fr)', cell: ({ name }) => name },
    {
      id: 'kind',
      header: say('records.columns.kind'),
      width: 'max-content',
      narrow: 'end',
      cell: ({ kind, isOptional }) => say('records.kind', { kind, optional: String(isOptional) }),
    },
    {
      id: 'compartment',
      header: say('records.columns.compartment'),
      width: 'max-content',
      cell: ({ compartment, column }) => (column === null ? say('records.encrypted', { compartment }) : compartment),
    },
    {
      id: 'values',
      header: say('records.columns.values'),
      width: 'minmax(12rem, 2fr)',
      cell: ({ values }) => <span className="text-small text-quiet">{listed(values)}</span>,
    },
  ]
}

export const usePartyColumns = (): Of<'parties'>[] => {
  const say = useSay()
  return [
    { id: 'name', header: say('records.columns.party'), width: 'minmax(10rem, 1fr)', cell: ({ name }) => name },
    {
      id: 'kind',
      header: say('records.columns.kind'),
      width: 'max-content',
      narrow: 'end',
      cell: ({ kind }) => say(`records.party.${kind}`),
    },
    {
      id: 'columns',
      header: say('records.columns.kept-in'),
      width: 'minmax(10rem, 1fr)',
      cell: ({ columns }) => listed(columns),
    },
    {
      id: 'else',
      header: say('records.columns.else'),
      width: 'max-content',
      cell: ({ orElse }) => orElse,
    },
  ]
}

export const useStatusColumns = (): Of<'statuses'>[] => {
  const say = useSay()
  return [
    { id: 'name', header: say('records.columns.status'), width: 'minmax(10rem, 1fr)', cell: ({ name }) => name },
    {
      id: 'clock',
      header: say('records.columns.clock'),
      width: 'minmax(10rem, 1fr)',
      cell: ({ isFinal, clock }) =>
        isFinal ? <Badge tone="done">{say('records.final')}</Badge> : (clock ?? say('records.waits-for-none')),
    },
  ]
}

export const useActionColumns = (): Of<'actions'>[] => {
  const say = useSay()
  return [
    { id: 'name', header: say('records.columns.action'), width: 'minmax(9rem, max-content)', cell: ({ name }) => name },
    {
      id: 'statuses',
      header: say('records.columns.from-to'),
      width: 'minmax(10rem, 1fr)',
      cell: ({ from, to }) => (to === null ? listed(from) : say('records.from-to', { from: listed(from), to })),
    },
    {
      id: 'by',
      header: say('records.columns.by'),
      width: 'minmax(14rem, 2fr)',
      cell: (action) => <Rights {...action} />,
    },
    {
      id: 'clocks',
      header: say('records.columns.effects'),
      width: 'minmax(12rem, 2fr)',
      cell: ({ opens, closes, notifies }) => (
        <ul className="text-small text-quiet">
          {opens.length > 0 && <li>{say('records.starts', { clocks: listed(opens) })}</li>}
          {closes.length > 0 && <li>{say('records.stops', { clocks: listed(closes) })}</li>}
          {notifies.length > 0 && <li>{say('records.notifies', { parties: listed(notifies) })}</li>}
        </ul>
      ),
    },
  ]
}

const Rights = ({ may, by, notBy, behind }: ExplainedType['actions'][number]) => {
  const say = useSay()
  if (by === 'clock') return say('records.by-itself')
  return (
    <ul className="text-small">
      {may
        .filter(({ roles }) => roles.length > 0)
        .map(({ party, roles }) => (
          <li key={party}>{say('records.right', { party, roles: listed(roles) })}</li>
        ))}
      {notBy !== null && <li>{say('records.not-by', { party: notBy })}</li>}
      {behind !== null && <li>{say('records.within', { compartment: behind })}</li>}
    </ul>
  )
}

export const useClockColumns = (): Of<'clocks'>[] => {
  const say = useSay()
  return [
    { id: 'key', header: say('records.columns.clock'), width: 'minmax(12rem, 1fr)', cell: ({ key }) => key },
    {
      id: 'owes',
      header: say('records.columns.owes'),
      width: 'minmax(10rem, 1fr)',
      cell: ({ owes, orElse }) =>
        orElse === null ? owes : say('records.owes-else', { party: owes ?? '', other: orElse }),
    },
    { id: 'owed', header: say('records.columns.owed-to'), width: 'max-content', cell: ({ owedTo }) => owedTo },
  ]
}

import type { ExplainedType } from '@palermo/shared/records/contract.ts'
import { useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'
import type { Column } from '../ui/Table.tsx'

type Of<K extends 'fields' | 'parties' | 'statuses' | 'actions' | 'clocks'> = Column<ExplainedType[K][number]>

const listed = (values: readonly string[]) => values.join(', ')

export const useFieldColumns = (): Of<'fields'>[] => {
  const t = useTranslate()
  return [
    { id: 'name', header: t('records.columns.field'), width: 'minmax(10rem, 1fr)', cell: ({ name }) => name },
    {
      id: 'kind',
      header: t('records.columns.kind'),
      width: 'max-content',
      narrow: 'end',
      cell: ({ kind, isOptional }) => t('records.kind', { kind, optional: String(isOptional) }),
    },
    {
      id: 'compartment',
      header: t('records.columns.compartment'),
      width: 'max-content',
      cell: ({ compartment, column }) => (column === null ? t('records.encrypted', { compartment }) : compartment),
    },
    {
      id: 'values',
      header: t('records.columns.values'),
      width: 'minmax(12rem, 2fr)',
      cell: ({ values }) => <span className="text-small text-quiet">{listed(values)}</span>,
    },
  ]
}

export const usePartyColumns = (): Of<'parties'>[] => {
  const t = useTranslate()
  return [
    { id: 'name', header: t('records.columns.party'), width: 'minmax(10rem, 1fr)', cell: ({ name }) => name },
    {
      id: 'kind',
      header: t('records.columns.kind'),
      width: 'max-content',
      narrow: 'end',
      cell: ({ kind }) => t(`records.party.${kind}`),
    },
    {
      id: 'columns',
      header: t('records.columns.kept-in'),
      width: 'minmax(10rem, 1fr)',
      cell: ({ columns }) => listed(columns),
    },
    {
      id: 'else',
      header: t('records.columns.else'),
      width: 'max-content',
      cell: ({ orElse }) => orElse,
    },
  ]
}

export const useStatusColumns = (): Of<'statuses'>[] => {
  const t = useTranslate()
  return [
    { id: 'name', header: t('records.columns.status'), width: 'minmax(10rem, 1fr)', cell: ({ name }) => name },
    {
      id: 'clock',
      header: t('records.columns.clock'),
      width: 'minmax(10rem, 1fr)',
      cell: ({ isFinal, clock }) =>
        isFinal ? <Badge tone="done">{t('records.final')}</Badge> : (clock ?? t('records.waits-for-none')),
    },
  ]
}

export const useActionColumns = (): Of<'actions'>[] => {
  const t = useTranslate()
  return [
    { id: 'name', header: t('records.columns.action'), width: 'minmax(9rem, max-content)', cell: ({ name }) => name },
    {
      id: 'statuses',
      header: t('records.columns.from-to'),
      width: 'minmax(10rem, 1fr)',
      cell: ({ from, to }) => (to === null ? listed(from) : t('records.from-to', { from: listed(from), to })),
    },
    {
      id: 'by',
      header: t('records.columns.by'),
      width: 'minmax(14rem, 2fr)',
      cell: (action) => <Rights {...action} />,
    },
    {
      id: 'clocks',
      header: t('records.columns.effects'),
      width: 'minmax(12rem, 2fr)',
      cell: ({ opens, closes, notifies }) => (
        <ul className="text-small text-quiet">
          {opens.length > 0 && <li>{t('records.starts', { clocks: listed(opens) })}</li>}
          {closes.length > 0 && <li>{t('records.stops', { clocks: listed(closes) })}</li>}
          {notifies.length > 0 && <li>{t('records.notifies', { parties: listed(notifies) })}</li>}
        </ul>
      ),
    },
  ]
}

const Rights = ({ may, by, notBy, behind }: ExplainedType['actions'][number]) => {
  const t = useTranslate()
  if (by === 'clock') return t('records.by-itself')
  return (
    <ul className="text-small">
      {may
        .filter(({ roles }) => roles.length > 0)
        .map(({ party, roles }) => (
          <li key={party}>{t('records.right', { party, roles: listed(roles) })}</li>
        ))}
      {notBy !== null && <li>{t('records.not-by', { party: notBy })}</li>}
      {behind !== null && <li>{t('records.within', { compartment: behind })}</li>}
    </ul>
  )
}

export const useClockColumns = (): Of<'clocks'>[] => {
  const t = useTranslate()
  return [
    { id: 'key', header: t('records.columns.clock'), width: 'minmax(12rem, 1fr)', cell: ({ key }) => key },
    {
      id: 'owes',
      header: t('records.columns.owes'),
      width: 'minmax(10rem, 1fr)',
      cell: ({ owes, orElse }) =>
        orElse === null ? owes : t('records.owes-else', { party: owes ?? '', other: orElse }),
    },
    { id: 'owed', header: t('records.columns.owed-to'), width: 'max-content', cell: ({ owedTo }) => owedTo },
    {
      id: 'from',
      header: t('records.columns.rule-from'),
      width: 'max-content',
      cell: ({ isDefault }) => t('records.rule-from', { default: String(isDefault) }),
    },
  ]
}

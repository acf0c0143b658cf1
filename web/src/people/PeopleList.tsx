import type { Person } from '@palermo/shared/accounts/contract.ts'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'
import { type Column, Table, type TableProps } from '../ui/Table.tsx'
import { usePhone } from '../ui/usePhone.ts'
import { stateOf } from './state.ts'

interface Props {
  rows: readonly Person[]
  more: TableProps<Person>['more']
  empty: ReactNode
}

export const PeopleList = ({ rows, more, empty }: Props) => {
  const t = useTranslate()
  const written = usePhone()
  const columns: Column<Person>[] = [
    {
      id: 'name',
      header: t('people.columns.name'),
      width: 'minmax(11rem, 1.2fr)',
      cell: ({ id, name }) => (
        <Link to="/administration/people/$id" params={{ id }} className="stretch-link block truncate">
          {name}
        </Link>
      ),
    },
    {
      id: 'state',
      header: t('people.columns.state'),
      width: 'max-content',
      narrow: 'end',
      cell: (person) => {
        const state = stateOf(person)
        return state === 'active' ? (
          <span className="text-small text-quiet">{t('people.state.active')}</span>
        ) : (
          <Badge tone={state === 'disabled' ? 'ended' : 'accent'}>{t(`people.state.${state}`)}</Badge>
        )
      },
    },
    {
      id: 'function',
      header: t('people.columns.function'),
      width: 'minmax(8rem, max-content)',
      cell: (person) => t(`functions.${person.function}`),
    },
    {
      id: 'agency',
      header: t('people.columns.agency'),
      width: 'minmax(11rem, 1.4fr)',
      cell: ({ agencyName }) => <span className="block truncate">{agencyName}</span>,
    },
    {
      id: 'email',
      header: t('people.columns.email'),
      width: 'minmax(12rem, 1.2fr)',
      cell: ({ email }) => <span className="block truncate">{email}</span>,
    },
    {
      id: 'phone',
      header: t('people.columns.phone'),
      width: 'max-content',
      narrow: 'drop',
      roomy: true,
      cell: ({ phone }) => phone && <span className="figures whitespace-nowrap">{written(phone)}</span>,
    },
  ]
  return (
    <Table label={t('people.title')} columns={columns} rows={rows} rowKey={({ id }) => id} more={more} empty={empty} />
  )
}

import type { Agency } from '@palermo/shared/agencies/contract.ts'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { CallButton } from '../agencies/CallButton.tsx'
import { OpenBadge } from '../agencies/OpenBadge.tsx'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { type Column, Table, type TableProps } from '../ui/Table.tsx'

interface Props {
  label: string
  rows: readonly Agency[]
  more?: TableProps<Agency>['more']
  empty?: ReactNode
}

const few = 4

/**
 * A list of agencies: name, sector and area · services · languages · whether the agency can be reached now, with a call
 * button.
 */
export const AgencyList = ({ label, rows, more, empty }: Props) => {
  const t = useTranslate()
  const code = useCodeLabel()
  const columns: Column<Agency>[] = [
    {
      id: 'name',
      header: t('agencies.columns.name'),
      width: 'minmax(13rem, 1.3fr)',
      cell: ({ id, name, sector, region }) => (
        <span className="flex min-w-0 flex-col">
          <Link to="/directory/$id" params={{ id }} className="stretch-link">
            {name}
          </Link>
          <span className="text-small font-normal text-quiet">
            {[t(`sectors.${sector}`), region].filter(Boolean).join(' · ')}
          </span>
        </span>
      ),
    },
    {
      id: 'services',
      header: t('agencies.columns.services'),
      width: 'minmax(12rem, 2fr)',
      cell: ({ services }) =>
        services.length > 0 && (
          <span className="text-small">
            {services
              .slice(0, few)
              .map((service) => code('services', service))
              .join(', ')}
            {services.length > few && ` ${t('agencies.more', { count: services.length - few })}`}
          </span>
        ),
    },
    {
      id: 'languages',
      header: t('agencies.columns.language'),
      width: 'minmax(7rem, 1fr)',
      narrow: 'drop',
      roomy: true,
      cell: ({ languages }) => (
        <span className="text-small">{languages.map((language) => code('languages', language)).join(', ')}</span>
      ),
    },
    {
      id: 'open',
      header: t('agencies.columns.now'),
      width: 'max-content',
      narrow: 'end',
      cell: (agency) => <OpenBadge agency={agency} />,
    },
    {
      id: 'call',
      header: t('agencies.columns.call'),
      width: 'max-content',
      cell: (agency) => {
        const phone = numberNow(agency)
        return (
          phone && (
            <span className="relative z-10">
              <CallButton agency={agency} phone={phone} />
            </span>
          )
        )
      },
    },
  ]
  return <Table label={label} columns={columns} rows={rows} rowKey={({ id }) => id} more={more} empty={empty} />
}

/**
 * The number to call now: the number of the person on call, otherwise the duty telephone during opening hours,
 * otherwise null.
 */
export const numberNow = ({ onCallNow, dutyPhone, openNow }: Agency): string | null =>
  onCallNow?.phone ?? (openNow ? dutyPhone : null)

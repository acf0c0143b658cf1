import type { Holiday, HolidayChange, HolidayYear } from '@palermo/shared/holidays/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CalendarPlus } from 'lucide-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { useTranslate } from '../messages.ts'
import { AdministrationNav } from '../people/AdministrationNav.tsx'
import { orTrouble } from '../query-client.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { Select } from '../ui/Select.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { type Column, Table } from '../ui/Table.tsx'
import { CorrectDialog } from './CorrectDialog.tsx'
import { holidaysQuery } from './queries.ts'

/** Lists the public holidays, which are not counted in deadlines of working days. */
export const HolidaysPage = ({ year }: { year: number | undefined }) => {
  const t = useTranslate()
  const holidays = useQuery({ ...holidaysQuery(year), throwOnError: orTrouble })
  const { data } = holidays
  const [open, setOpen] = useState<'add' | Holiday>()
  const columns = useColumns((holiday) => setOpen(holiday))
  return (
    <Page
      title={t('people.administration')}
      wide
      actions={
        <Button icon={CalendarPlus} onPress={() => setOpen('add')}>
          {t('holidays.add')}
        </Button>
      }
    >
      <AdministrationNav />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <Card title={t('holidays.title')} actions={data && <Years data={data} />} flush>
          {data ? (
            <>
              <p className="measure px-4 pb-3 text-quiet">{t('holidays.lead', { calendar: data.calendar })}</p>
              <Table
                label={t('holidays.title')}
                columns={columns}
                rows={data.items}
                rowKey={({ onDate }) => onDate}
                empty={<EmptyState of={holidays} sentence={t('holidays.none', { year: String(data.year) })} />}
              />
            </>
          ) : (
            <SkeletonRows />
          )}
        </Card>
        {data && <Corrections changes={data.changes} />}
      </div>
      {open && <CorrectDialog holiday={open === 'add' ? undefined : open} onClose={() => setOpen(undefined)} />}
    </Page>
  )
}

const Years = ({ data: { year, years } }: { data: HolidayYear }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const known = [...new Set([...years, year])].sort((a, b) => a - b)
  return (
    <Select
      label={t('holidays.year')}
      value={String(year)}
      options={known.map((one) => ({ value: String(one), label: String(one) }))}
      onChange={(value) =>
        void navigate({ to: '/administration/holidays', search: { year: Number(value) }, resetScroll: false })
      }
    />
  )
}

const useDay = () => {
  const { formatDate } = useIntl()
  return (on: string) =>
    formatDate(new Date(`${on}T12:00:00Z`), {
      weekday: 'short',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    })
}

const useColumns = (onRemove: (holiday: Holiday) => void): Column<Holiday>[] => {
  const t = useTranslate()
  const day = useDay()
  return [
    {
      id: 'day',
      header: t('holidays.day'),
      width: 'max-content',
      cell: ({ onDate }) => <span className="figures font-strong">{day(onDate)}</span>,
    },
    { id: 'name', header: t('holidays.name'), width: 'minmax(10rem, 1fr)', cell: ({ name }) => name },
    {
      id: 'source',
      header: t('holidays.source'),
      width: 'minmax(10rem, 1fr)',
      cell: ({ source }) => <span className="text-small text-quiet">{source}</span>,
    },
    {
      id: 'remove',
      header: t('ui.actions'),
      quiet: true,
      width: 'max-content',
      narrow: 'end',
      cell: (holiday) => (
        <Button
          rank="quiet"
          aria-label={t('holidays.remove-which', { day: day(holiday.onDate) })}
          onPress={() => onRemove(holiday)}
        >
          {t('holidays.remove')}
        </Button>
      ),
    },
  ]
}

const Corrections = ({ changes }: { changes: readonly HolidayChange[] }) => {
  const t = useTranslate()
  const day = useDay()
  return (
    <Card title={t('holidays.corrections')}>
      {changes.length === 0 && <p className="text-quiet">{t('holidays.no-corrections')}</p>}
      <ol className="flex flex-col divide-y divide-line">
        {changes.map(({ id, onDate, change, name, source, byName, at, recountedAt, moved }) => (
          <li key={id} className="flex flex-col gap-0.5 py-2">
            <p className="flex flex-wrap items-center gap-x-2">
              <Badge tone={change === 'added' ? 'accent' : 'ended'}>{t(`holidays.${change}`)}</Badge>
              <strong>{day(onDate)}</strong> <span>{name}</span>
            </p>
            <p className="measure text-small text-quiet">{source}</p>
            <p className="text-small text-quiet">
              <At at={at} />
              {byName && ` · ${byName}`}
            </p>
            <p className="text-small">
              {recountedAt === null ? t('holidays.counting', { moved }) : t('holidays.counted', { moved })}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  )
}

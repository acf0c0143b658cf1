import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { namesOf } from '../agencies/names.ts'
import { useWho } from '../agencies/useWho.ts'
import { useTranslate } from '../messages.ts'
import { NumberLink } from './NumberLink.tsx'
import { type NumberColumn, NumberTable } from './NumberTable.tsx'
import { Panel } from './Panel.tsx'

type OfAgency = WorkNumbers['caseload']['agencies'][number]
type OfPerson = NonNullable<WorkNumbers['caseload']['people']>[number]
const few = 7

/**
 * Shows the caseload of each agency; supervisors and heads see the caseload of each colleague in their own agency
 * instead.
 */
export const CaseloadPanel = ({ numbers }: { numbers: WorkNumbers }) => {
  const t = useTranslate()
  const nameOf = namesOf(numbers.agencies)
  const { agencies, people } = numbers.caseload
  const rows = agencies.toSorted((one, other) => other.cases + other.carried - one.cases - one.carried)
  const rest = rows.length - few
  const columns: NumberColumn<OfAgency>[] = [
    {
      id: 'agency',
      name: true,
      header: t('agencies.columns.name'),
      cell: ({ agencyId }) => <span className="line-clamp-1">{nameOf(agencyId)}</span>,
    },
    {
      id: 'cases',
      header: t('dashboards.short.cases'),
      cell: ({ agencyId, cases }) => <NumberLink number="cases" n={cases} drills={{ lead: agencyId }} />,
    },
    {
      id: 'carried',
      header: t('dashboards.short.carried'),
      cell: ({ agencyId, carried }) => <NumberLink number="carried" n={carried} drills={{ receiver: agencyId }} />,
    },
  ]
  return (
    <Panel panel="caseload">
      {people ? (
        <People people={people} />
      ) : (
        <>
          <NumberTable
            label={t('dashboards.panels.caseload')}
            columns={columns}
            rows={rows.slice(0, few)}
            rowKey={({ agencyId }) => agencyId}
          />
          {rest > 0 && <p className="text-small text-quiet">{t('dashboards.more-agencies', { count: rest })}</p>}
        </>
      )}
    </Panel>
  )
}

const People = ({ people }: { people: readonly OfPerson[] }) => {
  const t = useTranslate()
  const who = useWho()
  const drills = ({ personId }: OfPerson) => ({ person: personId ?? 'nobody' })
  const columns: NumberColumn<OfPerson>[] = [
    { id: 'person', name: true, header: t('work-items.columns.who'), cell: ({ personId }) => who(personId) },
    {
      id: 'cases',
      header: t('dashboards.short.cases'),
      cell: (row) => <NumberLink number="cases" n={row.cases} drills={drills(row)} />,
    },
    {
      id: 'carried',
      header: t('dashboards.short.carried'),
      cell: (row) => <NumberLink number="carried" n={row.carried} drills={drills(row)} />,
    },
  ]
  return (
    <NumberTable
      label={t('dashboards.panels.caseload')}
      columns={columns}
      rows={people}
      rowKey={({ personId }) => personId ?? 'nobody'}
    />
  )
}

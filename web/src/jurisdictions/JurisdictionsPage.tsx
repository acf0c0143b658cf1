import type { ProfileSummary } from '@palermo/shared/jurisdictions/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useSay } from '../messages.ts'
import { AdministrationNav } from '../people/AdministrationNav.tsx'
import { orTrouble } from '../query-client.ts'
import { Badge } from '../ui/Badge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { type Column, Table } from '../ui/Table.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { jurisdictionsQuery } from './queries.ts'

/** Legal limits by jurisdiction: which are in force, and how many are unverified. */
export const JurisdictionsPage = () => {
  const say = useSay()
  const list = useQuery({ ...jurisdictionsQuery, throwOnError: orTrouble })
  const { data } = list
  const columns = useColumns()
  return (
    <Page title={say('people.administration')} wide>
      <AdministrationNav />
      <p className="measure text-quiet">{say('jurisdictions.lead')}</p>
      <div className="card overflow-clip">
        {data ? (
          <Table
            label={say('jurisdictions.title')}
            columns={columns}
            rows={data.items}
            rowKey={({ code }) => code}
            empty={<EmptyState of={list} sentence={say('jurisdictions.none')} />}
          />
        ) : (
          <SkeletonRows />
        )}
      </div>
    </Page>
  )
}

const useColumns = (): Column<ProfileSummary>[] => {
  const say = useSay()
  return [
    {
      id: 'name',
      header: say('jurisdictions.columns.name'),
      width: 'minmax(14rem, 2fr)',
      cell: ({ code, name }) => (
        <TextLink to="/administration/rules/$code" params={{ code }} className="stretch-link font-strong">
          {name}
        </TextLink>
      ),
    },
    {
      id: 'force',
      header: say('jurisdictions.columns.state'),
      width: 'max-content',
      narrow: 'end',
      cell: ({ inForce }) =>
        inForce ? <Badge tone="done">{say('jurisdictions.in-force')}</Badge> : say('jurisdictions.kept'),
    },
    {
      id: 'version',
      header: say('jurisdictions.columns.version'),
      width: 'max-content',
      cell: ({ version, versions }) => say('jurisdictions.version-of', { version, count: versions.length }),
    },
    {
      id: 'unused',
      header: say('jurisdictions.columns.unused'),
      width: 'max-content',
      cell: ({ unused }) => (unused > 0 ? <Badge>{say('jurisdictions.unused', { count: unused })}</Badge> : ''),
    },
    {
      id: 'unverified',
      header: say('jurisdictions.columns.unverified'),
      width: 'max-content',
      cell: ({ unverified }) =>
        unverified > 0 ? <Badge tone="soon">{say('jurisdictions.unverified', { count: unverified })}</Badge> : '',
    },
  ]
}

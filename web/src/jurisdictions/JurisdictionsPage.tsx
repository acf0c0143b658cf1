import type { ProfileSummary } from '@palermo/shared/jurisdictions/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import { AdministrationNav } from '../people/AdministrationNav.tsx'
import { orTrouble } from '../query-client.ts'
import { Badge } from '../ui/Badge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { type Column, Table } from '../ui/Table.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { jurisdictionsQuery } from './queries.ts'

/** Lists the jurisdictions: which profiles of legal limits are in force, and how many limits are unverified. */
export const JurisdictionsPage = () => {
  const t = useTranslate()
  const list = useQuery({ ...jurisdictionsQuery, throwOnError: orTrouble })
  const { data } = list
  const columns = useColumns()
  return (
    <Page title={t('people.administration')} wide>
      <AdministrationNav />
      <p className="measure text-quiet">{t('jurisdictions.lead')}</p>
      <div className="card overflow-clip">
        {data ? (
          <Table
            label={t('jurisdictions.title')}
            columns={columns}
            rows={data.items}
            rowKey={({ code }) => code}
            empty={<EmptyState of={list} sentence={t('jurisdictions.none')} />}
          />
        ) : (
          <SkeletonRows />
        )}
      </div>
    </Page>
  )
}

const useColumns = (): Column<ProfileSummary>[] => {
  const t = useTranslate()
  return [
    {
      id: 'name',
      header: t('jurisdictions.columns.name'),
      width: 'minmax(14rem, 2fr)',
      cell: ({ code, name }) => (
        <TextLink to="/administration/rules/$code" params={{ code }} className="stretch-link font-strong">
          {name}
        </TextLink>
      ),
    },
    {
      id: 'force',
      header: t('jurisdictions.columns.state'),
      width: 'max-content',
      narrow: 'end',
      cell: ({ inForce }) =>
        inForce ? <Badge tone="done">{t('jurisdictions.in-force')}</Badge> : t('jurisdictions.kept'),
    },
    {
      id: 'version',
      header: t('jurisdictions.columns.version'),
      width: 'max-content',
      cell: ({ version, versions }) => t('jurisdictions.version-of', { version, count: versions.length }),
    },
    {
      id: 'unused',
      header: t('jurisdictions.columns.unused'),
      width: 'max-content',
      cell: ({ unused }) => (unused > 0 ? <Badge>{t('jurisdictions.unused', { count: unused })}</Badge> : ''),
    },
    {
      id: 'unverified',
      header: t('jurisdictions.columns.unverified'),
      width: 'max-content',
      cell: ({ unverified }) =>
        unverified > 0 ? <Badge tone="soon">{t('jurisdictions.unverified', { count: unverified })}</Badge> : '',
    },
  ]
}

import type { ExplainedType } from '@palermo/shared/records/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslate } from '../messages.ts'
import { AdministrationNav } from '../people/AdministrationNav.tsx'
import { orTrouble } from '../query-client.ts'
import { Card } from '../ui/Card.tsx'
import { Page } from '../ui/Page.tsx'
import { Select } from '../ui/Select.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { Table } from '../ui/Table.tsx'
import { useActionColumns, useClockColumns, useFieldColumns, usePartyColumns, useStatusColumns } from './columns.tsx'
import { recordTypesQuery } from './queries.ts'

/** The declaration of each record type: fields and compartments, permitted roles, and the owner of each deadline. */
export const RecordTypesPage = () => {
  const t = useTranslate()
  const { data } = useQuery({ ...recordTypesQuery, throwOnError: orTrouble })
  const [wanted, setWanted] = useState<string>()
  const type = data?.items.find(({ name }) => name === wanted) ?? data?.items[0]
  return (
    <Page title={t('people.administration')} wide>
      <AdministrationNav />
      <p className="measure text-quiet">{t('records.lead')}</p>
      {data && type ? (
        <>
          <div className="max-w-80">
            <Select
              label={t('records.type')}
              value={type.name}
              options={data.items.map(({ name }) => ({ value: name, label: name }))}
              onChange={setWanted}
            />
          </div>
          <Explained type={type} profile={data.profile} />
        </>
      ) : (
        <div className="card overflow-clip">
          <SkeletonRows />
        </div>
      )}
    </Page>
  )
}

const Explained = ({ type, profile }: { type: ExplainedType; profile: string }) => {
  const t = useTranslate()
  const fields = useFieldColumns()
  const parties = usePartyColumns()
  const statuses = useStatusColumns()
  const actions = useActionColumns()
  const clocks = useClockColumns()
  const named = ({ name }: { name: string }) => name
  return (
    <>
      <p className="measure">
        {type.dossier === null ? t('records.summary-alone') : t('records.summary-part', { dossier: type.dossier })}{' '}
        {t('records.summary', { table: type.table, compartment: type.compartment })}
      </p>
      <Card title={t('records.fields')} flush>
        <Table label={t('records.fields')} columns={fields} rows={type.fields} rowKey={named} />
      </Card>
      <Card title={t('records.parties')} flush>
        <Table label={t('records.parties')} columns={parties} rows={type.parties} rowKey={named} />
      </Card>
      {type.statuses.length > 0 && (
        <Card title={t('records.statuses')} flush>
          <Table label={t('records.statuses')} columns={statuses} rows={type.statuses} rowKey={named} />
        </Card>
      )}
      {type.actions.length > 0 && (
        <Card title={t('records.actions')} flush>
          <Table label={t('records.actions')} columns={actions} rows={type.actions} rowKey={named} />
        </Card>
      )}
      {type.clocks.length > 0 && (
        <Card title={t('records.clocks', { profile })} flush>
          <Table
            label={t('records.clocks', { profile })}
            columns={clocks}
            rows={type.clocks}
            rowKey={({ key }) => key}
          />
        </Card>
      )}
    </>
  )
}

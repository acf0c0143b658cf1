import type { ExplainedType } from '@palermo/shared/records/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSay } from '../messages.ts'
import { AdministrationNav } from '../people/AdministrationNav.tsx'
import { orTrouble } from '../query-client.ts'
import { Card } from '../ui/Card.tsx'
import { Page } from '../ui/Page.tsx'
import { Select } from '../ui/Select.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { Table } from '../ui/Table.tsx'
import { useActionColumns, useClockColumns, useFieldColumns, usePartyColumns, useStatusColumns } from './columns.tsx'
import { recordTypesQuery } from './queries.ts'

/** What each record type is, as it is declared: its fields and compartments, who may do what, and who owes each clock. */
export const RecordTypesPage = () => {
  const say = useSay()
  const { data } = useQuery({ ...recordTypesQuery, throwOnError: orTrouble })
  const [wanted, setWanted] = useState<string>()
  const type = data?.items.find(({ name }) => name === wanted) ?? data?.items[0]
  return (
    <Page title={say('people.administration')} wide>
      <AdministrationNav />
      <p className="measure text-quiet">{say('records.lead')}</p>
      {data && type ? (
        <>
          <div className="max-w-80">
            <Select
              label={say('records.type')}
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
  const say = useSay()
  const fields = useFieldColumns()
  const parties = usePartyColumns()
  const statuses = useStatusColumns()
  const actions = useActionColumns()
  const clocks = useClockColumns()
  const named = ({ name }: { name: string }) => name
  return (
    <>
      <p className="measure">
        {type.dossier === null ? say('records.summary-alone') : say('records.summary-part', { dossier: type.dossier })}{' '}
        {say('records.summary', { table: type.table, compartment: type.compartment })}
      </p>
      <Card title={say('records.fields')} flush>
        <Table label={say('records.fields')} columns={fields} rows={type.fields} rowKey={named} />
      </Card>
      <Card title={say('records.parties')} flush>
        <Table label={say('records.parties')} columns={parties} rows={type.parties} rowKey={named} />
      </Card>
      {type.statuses.length > 0 && (
        <Card title={say('records.statuses')} flush>
          <Table label={say('records.statuses')} columns={statuses} rows={type.statuses} rowKey={named} />
        </Card>
      )}
      {type.actions.length > 0 && (
        <Card title={say('records.actions')} flush>
          <Table label={say('records.actions')} columns={actions} rows={type.actions} rowKey={named} />
        </Card>
      )}
      {type.clocks.length > 0 && (
        <Card title={say('records.clocks', { profile })} flush>
          <Table
            label={say('records.clocks', { profile })}
            columns={clocks}
            rows={type.clocks}
            rowKey={({ key }) => key}
          />
        </Card>
      )}
    </>
  )
}

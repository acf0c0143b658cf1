import type { Alarm, Line, Queues, ScheduledJob } from '@palermo/shared/queues/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import { AdministrationNav } from '../people/AdministrationNav.tsx'
import { orTrouble } from '../query-client.ts'
import { Alert } from '../ui/Alert.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { ListState } from '../ui/list-state.ts'
import { useWhen } from '../ui/moment.ts'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { Table } from '../ui/Table.tsx'
import { useLineColumns, useRoundColumns } from './columns.tsx'
import { queuesQuery } from './queries.ts'

/** Shows the queues with the number and age of their entries, and the scheduled jobs with the last run of each. */
export const QueuesPage = () => {
  const t = useTranslate()
  const queues = useQuery({ ...queuesQuery, throwOnError: orTrouble })
  const { data } = queues
  return (
    <Page title={t('people.administration')} wide>
      <AdministrationNav />
      {data?.alarms.map((alarm) => (
        <Trouble key={alarm.name} {...alarm} />
      ))}
      {data && <Health {...data} />}
      <Card title={t('queues.lines')} flush>
        {data ? <Lines lines={data.lines} /> : <SkeletonRows rows={6} />}
      </Card>
      <Card title={t('queues.jobs')} flush>
        {data ? <ScheduledJobs scheduledJobs={data.scheduledJobs} of={queues} /> : <SkeletonRows rows={6} />}
      </Card>
    </Page>
  )
}

interface Props {
  lines: readonly Line[]
  scheduledJobs: readonly ScheduledJob[]
}

const Trouble = ({ name, count, lastAt }: Alarm) => {
  const t = useTranslate()
  const { full } = useWhen()(lastAt)
  return (
    <Alert tone="danger" title={t(`queues.alarm.${name}`)}>
      {t('queues.alarm-how', { count, at: full })}
    </Alert>
  )
}

/** Shows in one sentence whether the queues and jobs work; shows nothing if they work but an alarm is listed. */
const Health = ({ lines, scheduledJobs, alarms }: Props & Pick<Queues, 'alarms'>) => {
  const t = useTranslate()
  const still =
    lines.some(({ isStill }) => isStill) || scheduledJobs.length === 0 || scheduledJobs.every(({ isLate }) => isLate)
  const troubled = lines.some(({ name, waiting }) => /-(failed|dead)$/.test(name) && waiting > 0)
  const failing = scheduledJobs.some(({ isLate, failures }) => isLate || failures > 0)
  if (still)
    return (
      <Alert tone="danger" title={t('queues.still')}>
        {t('queues.still-how')}
      </Alert>
    )
  if (troubled || failing) return <Alert tone="warn" title={t('queues.troubled')} />
  return alarms.length === 0 ? <Alert title={t('queues.well')} /> : null
}

const Lines = ({ lines }: Pick<Props, 'lines'>) => {
  const t = useTranslate()
  return <Table label={t('queues.lines')} columns={useLineColumns()} rows={lines} rowKey={({ name }) => name} />
}

const ScheduledJobs = ({ scheduledJobs, of }: Pick<Props, 'scheduledJobs'> & { of: ListState }) => {
  const t = useTranslate()
  return (
    <Table
      label={t('queues.jobs')}
      columns={useRoundColumns()}
      rows={scheduledJobs}
      rowKey={({ name }) => name}
      empty={<EmptyState of={of} sentence={t('queues.no-jobs')} />}
    />
  )
}

import type { Snapshot } from '@palermo/shared/snapshots/contract.ts'
import { snapshot as type } from '@palermo/shared/snapshots/record.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ExportButton } from '../download/ExportButton.tsx'
import { useTranslate } from '../messages.ts'
import { orTrouble } from '../query-client.ts'
import { ActionDialog } from '../records/ActionDialog.tsx'
import { RecordStatus } from '../records/RecordStatus.tsx'
import { PeopleTable } from '../statistics/PeopleTable.tsx'
import { Shown } from '../statistics/Shown.tsx'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Day, DayOf } from '../ui/Day.tsx'
import { Facts } from '../ui/Facts.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonPage } from '../ui/Skeleton.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { snapshotFile, snapshotQuery } from './queries.ts'
import '../statistics/statistics.css'

/** One snapshot of statistics: the same for all readers, and never changed. */
export const SnapshotPage = ({ id }: { id: string }) => {
  const t = useTranslate()
  const { data: snapshot } = useQuery({ ...snapshotQuery(id), throwOnError: orTrouble })
  const [act, setAct] = useState<Snapshot['actions'][number]>()
  return (
    <Page
      title={t('snapshots.page')}
      windowTitle={t('snapshots.page')}
      wide
      above={
        <span className="print:hidden">
          <TextLink to="/statistics">{t('snapshots.back')}</TextLink>
        </span>
      }
      beside={snapshot && <RecordStatus type={type} status={snapshot.status} />}
      lead={snapshot && <AsOf snapshot={snapshot} />}
      actions={snapshot && <ExportButton path={snapshotFile(id)} />}
    >
      {snapshot === undefined ? (
        <SkeletonPage cards={4} />
      ) : (
        <div className="statistics-sheet flex flex-col gap-4">
          <Standing snapshot={snapshot} onAct={setAct} />
          <p className="measure text-small text-quiet">
            <Shown value={null} /> {t('statistics.legend')}
          </p>
          <div className="people-columns">
            {snapshot.document.tables.map((table) => (
              <PeopleTable key={table.table} table={table} />
            ))}
          </div>
        </div>
      )}
      {snapshot && act && <ActionDialog type={type} record={snapshot} action={act} onClose={() => setAct(undefined)} />}
    </Page>
  )
}

const AsOf = ({ snapshot }: { snapshot: Snapshot }) => {
  const t = useTranslate()
  return (
    <>
      {t('statistics.as-of')} <Day on={snapshot.week} /> · {snapshot.agencyName}
    </>
  )
}

const Standing = ({ snapshot, onAct }: { snapshot: Snapshot; onAct: (act: Snapshot['actions'][number]) => void }) => {
  const t = useTranslate()
  const { status, actions, hash, intact, draftedAt, signedAt, publishedAt, withdrawnAt, withdrawalReason } = snapshot
  const { signedBy, forAnother } = snapshot
  const dates = [
    ['snapshots.drafted', draftedAt],
    ['snapshots.signed', signedAt],
    ['snapshots.published', publishedAt],
    ['snapshots.withdrawn', withdrawnAt],
  ] as const
  return (
    <>
      {!intact && <Alert tone="danger" title={t('snapshots.not-intact')} />}
      {status === 'withdrawn' && (
        <Alert tone="warn" title={t('snapshots.do-not-quote')}>
          {withdrawalReason && t(`snapshots.codes.withdrawalReason.${withdrawalReason}`)}
        </Alert>
      )}
      {forAnother && <Alert title={t('snapshots.for-another')} />}
      <Card
        title={t('snapshots.standing')}
        actions={actions.map((action, at) => (
          <Button
            key={action}
            rank={at === 0 && action !== 'withdraw' ? 'primary' : 'quiet'}
            onPress={() => onAct(action)}
          >
            {t(`snapshots.acts.${action}.verb`)}
          </Button>
        ))}
      >
        <Facts
          items={[
            ...dates.flatMap(([key, at]) => (at === null ? [] : [[t(key), <DayOf key={key} at={at} />] as const])),
            ...(signedBy === null ? [] : [[t('snapshots.signature'), t(`snapshots.signatures.${signedBy}`)] as const]),
            [
              t('snapshots.hash'),
              <code key="hash" className="figures text-small break-all">
                {hash}
              </code>,
            ],
          ]}
        />
        <p className="measure text-small text-quiet">{t(`snapshots.next.${status}`)}</p>
      </Card>
    </>
  )
}

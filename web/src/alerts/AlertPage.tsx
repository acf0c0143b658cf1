import type { ActOnAlert, Alert } from '@palermo/shared/alerts/contract.ts'
import { alertWithdrawals, closeReasons } from '@palermo/shared/alerts/record.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { AskBack } from '../acts/AskBack.tsx'
import { InFormWords } from '../forms/InFormWords.tsx'
import { formQuery } from '../forms/queries.ts'
import { Report } from '../forms/Report.tsx'
import { SheetButton } from '../forms/SheetButton.tsx'
import { useInView } from '../keys/in-view.ts'
import { useTranslate } from '../messages.ts'
import { orTrouble } from '../query-client.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At, Due } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Facts } from '../ui/Facts.tsx'
import { Page } from '../ui/Page.tsx'
import { SealedCard } from '../ui/SealedCard.tsx'
import { Select } from '../ui/Select.tsx'
import { SkeletonPage } from '../ui/Skeleton.tsx'
import { AlertStatusBadge } from './AlertStatusBadge.tsx'
import { actOnAlert, alertQuery } from './queries.ts'

/** One notification without a person: its contents as far as the reader may read them, and the reader's actions. */
export const AlertPage = ({ id }: { id: string }) => {
  const t = useTranslate()
  const { data } = useQuery({ ...alertQuery(id), throwOnError: orTrouble })
  if (!data)
    return (
      <Page title={t('alerts.title')}>
        <SkeletonPage />
      </Page>
    )
  return (
    <Page title={data.reference} beside={<AlertStatusBadge status={data.status} />} lead={t('alerts.lead-one')}>
      <div className="flex max-w-[75ch] flex-col gap-5">
        <Next alert={data} />
        <Card title={t('alerts.facts')}>
          <Facts
            items={[
              [t('alerts.from'), data.from.name],
              [t('alerts.to'), data.to.name],
              [t('alerts.sent-at'), <At key="sent" at={data.sentAt} />],
              ...(data.receivedAt ? [[t('alerts.received-at'), <At key="got" at={data.receivedAt} />] as const] : []),
              ...(data.endedAt ? [[t('alerts.ended-at'), <At key="end" at={data.endedAt} />] as const] : []),
              ...(data.closeReason ? [[t('alerts.done'), t(`alerts.close-reasons.${data.closeReason}`)] as const] : []),
              ...(data.withdrawalReason
                ? [[t('alerts.why'), t(`alerts.withdrawals.${data.withdrawalReason}`)] as const]
                : []),
            ]}
          />
        </Card>
        <Told alert={data} />
        <SheetButton path={`/alerts/${data.id}/report`} label={t('forms.report.verb')} />
        {data.sealed.map((compartment) => (
          <SealedCard key={compartment} title={t(`compartments.${compartment}.title`)} />
        ))}
      </div>
    </Page>
  )
}

const Told = ({ alert }: { alert: Alert }) => {
  const form = useQuery(formQuery(alert.formId, alert.formVersion))
  const { data } = form
  if (!data) return <EmptyState of={form} small />
  if (Object.keys(alert.answers).length === 0) return null
  return (
    <InFormWords words={data.words}>
      <Report form={data.form} answers={alert.answers} />
    </InFormWords>
  )
}

const Next = ({ alert }: { alert: Alert }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const act = useMutation({ mutationFn: (input: ActOnAlert) => actOnAlert(queryClient, alert.id, input) })
  const reload = () => {
    act.reset()
    void queryClient.invalidateQueries({ queryKey: alertQuery(alert.id).queryKey })
  }
  const { version, actions } = alert
  const [asking, setAsking] = useState(false)
  const acknowledge = () => setAsking(true)
  useInView({
    title: alert.reference,
    acts: actions.includes('acknowledge')
      ? [{ id: 'acknowledge', label: t('alerts.acknowledge'), run: acknowledge }]
      : [],
  })
  if (actions.length === 0 && !alert.dueAt) return null
  return (
    <section className="card flex flex-col gap-4 p-5 print:hidden">
      {alert.dueAt && (
        <p>
          {t('alerts.due')} <Due at={alert.dueAt} late={alert.late} />
        </p>
      )}
      <ActTrouble error={act.error} onReload={reload} />
      {actions.includes('acknowledge') && (
        <div>
          <Button rank="primary" onPress={acknowledge}>
            {t('alerts.acknowledge')}
          </Button>
          <AskBack
            title={t('alerts.acknowledge')}
            lead={t('alerts.acknowledge-lead')}
            verb={t('alerts.acknowledge')}
            isOpen={asking}
            isPending={act.isPending}
            onYes={() => act.mutate({ action: 'acknowledge', version }, { onSettled: () => setAsking(false) })}
            onClose={() => setAsking(false)}
          />
        </div>
      )}
      {actions.includes('close') && (
        <WithReason
          label={t('alerts.done')}
          verb={t('alerts.close')}
          reasons={closeReasons.map((value) => ({ value, label: t(`alerts.close-reasons.${value}`) }))}
          isPending={act.isPending}
          primary
          onAct={(reason) => act.mutate({ action: 'close', version, reason })}
        />
      )}
      {actions.includes('withdraw') && (
        <WithReason
          label={t('alerts.why')}
          verb={t('alerts.withdraw')}
          reasons={alertWithdrawals.map((value) => ({ value, label: t(`alerts.withdrawals.${value}`) }))}
          isPending={act.isPending}
          onAct={(reason) => act.mutate({ action: 'withdraw', version, reason })}
        />
      )}
    </section>
  )
}

interface ReasonProps<R extends string> {
  label: string
  verb: string
  reasons: { value: R; label: string }[]
  isPending: boolean
  primary?: boolean
  onAct: (reason: R) => void
}

const WithReason = <R extends string>({ label, verb, reasons, isPending, primary = false, onAct }: ReasonProps<R>) => {
  const t = useTranslate()
  const [reason, setReason] = useState<R | ''>('')
  return (
    <div className="flex flex-wrap items-end gap-3">
      <div className="min-w-56 grow">
        <Select label={label} value={reason} options={reasons} none={t('alerts.choose')} onChange={setReason} />
      </div>
      <Button
        rank={primary ? 'primary' : 'secondary'}
        isDisabled={reason === ''}
        isPending={isPending}
        onPress={() => reason !== '' && onAct(reason)}
      >
        {verb}
      </Button>
    </div>
  )
}

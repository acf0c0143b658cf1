import { Alert } from '@palermo/shared/alerts/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { InFormWords } from '../forms/InFormWords.tsx'
import { formQuery } from '../forms/queries.ts'
import { Report } from '../forms/Report.tsx'
import { SheetButton } from '../forms/SheetButton.tsx'
import { useTranslate } from '../messages.ts'
import type { RecordParts } from '../records/load.ts'
import type { RecordReply } from '../records/reply.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { SealedCard } from '../ui/SealedCard.tsx'

/**
 * Shows the answers of the report that the reader may read, and a button that downloads the report as a sheet for
 * printing.
 */
const AlertDetail = ({ record }: { record: RecordReply }) => {
  const t = useTranslate()
  const alert = Alert.parse(record)
  return (
    <>
      <Told alert={alert} />
      <SheetButton path={`/alerts/${alert.id}/report`} label={t('forms.report.verb')} />
      {alert.sealed.map((compartment) => (
        <SealedCard key={compartment} title={t(`compartments.${compartment}.title`)} />
      ))}
    </>
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

export const parts: RecordParts = { Detail: AlertDetail }

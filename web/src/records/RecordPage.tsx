import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useInView } from '../keys/in-view.ts'
import { useTranslate } from '../messages.ts'
import { orTrouble } from '../query-client.ts'
import { Button } from '../ui/Button.tsx'
import { Due } from '../ui/Due.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonPage } from '../ui/Skeleton.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { ActionDialog } from './ActionDialog.tsx'
import type { RecordPageType } from './load.ts'
import { recordQuery } from './queries.ts'
import { RecordFacts } from './RecordFacts.tsx'
import { RecordStatus } from './RecordStatus.tsx'
import { type RecordReply, referenceOf } from './reply.ts'
import { isDanger } from './tones.ts'
import { maybe } from './words.ts'

interface Props {
  of: RecordPageType
  id: string
  /** The action whose form is open at first; undefined if no form is open. */
  act: string | undefined
}

/** A page with the facts of one record and the reader's actions, both derived from the declaration of the type. */
export const RecordPage = ({ of, id, act }: Props) => {
  const { data } = useQuery({ ...recordQuery(of.type, id), throwOnError: orTrouble })
  const t = useTranslate()
  return data ? (
    <Shown of={of} record={data} act={act} />
  ) : (
    <Page title={t(`${of.type.plural}.title`)}>
      <SkeletonPage />
    </Page>
  )
}

const Shown = ({ of: { type, parts }, record, act }: Omit<Props, 'id'> & { record: RecordReply }) => {
  const t = useTranslate()
  const [asked, setAsked] = useState(act)
  const reference = referenceOf(record)
  const acts = Object.keys(type.actions)
    .filter((action) => record.actions.includes(action))
    .map((action) => ({ id: action, label: t(`${type.plural}.acts.${action}.verb`), run: () => setAsked(action) }))
  useInView({ title: reference, acts })
  const first = acts.find(({ id }) => !isDanger(type, id))
  const { caseId, dueAt, late } = record
  const { Detail } = parts
  return (
    <Page
      title={record.reference ?? t('records.pages.in-case', { type: t(`${type.plural}.one`), reference })}
      beside={<RecordStatus type={type} status={record.status} />}
      lead={<Lead plural={type.plural} caseId={caseId} />}
      actions={acts.map((one) => (
        <Button key={one.id} rank={one === first ? 'primary' : 'secondary'} onPress={one.run}>
          {one.label}
        </Button>
      ))}
    >
      <div className="flex max-w-[75ch] flex-col gap-5">
        {dueAt && (
          <p>
            {t('records.pages.due')} <Due at={dueAt} {...(late === undefined ? {} : { late })} />
          </p>
        )}
        <RecordFacts type={type} record={record} />
        {Detail && <Detail record={record} />}
      </div>
      {asked && record.actions.includes(asked) && (
        <ActionDialog type={type} record={record} action={asked} onClose={() => setAsked(undefined)} />
      )}
    </Page>
  )
}

const Lead = ({ plural, caseId }: { plural: string; caseId: string | undefined }) => {
  const t = useTranslate()
  const words = maybe(t, `${plural}.lead-one`)
  if (!caseId) return words
  return (
    <>
      {words}{' '}
      <TextLink to="/cases/$id" params={{ id: caseId }} className="print:hidden">
        {t('records.pages.open-case')}
      </TextLink>
    </>
  )
}

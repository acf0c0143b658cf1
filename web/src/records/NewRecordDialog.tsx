import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import { shapeOf } from '@palermo/shared/records/contracts.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { ActFormDialog } from '../acts/ActFormDialog.tsx'
import type { ActField } from '../acts/fields.ts'
import { submissionKeys } from '../api.ts'
import { useTranslate } from '../messages.ts'
import { toast } from '../ui/toast.ts'
import { CaseBox } from './CaseBox.tsx'
import { formFields } from './form-fields.ts'
import { createRecord } from './queries.ts'
import type { RecordReply } from './reply.ts'
import { maybe } from './words.ts'

interface Props {
  type: AnyRecordType
  onCreated: (record: RecordReply) => void
  onClose: () => void
}

/**
 * The form for a new record. It asks for the case, if the record belongs to a case, and for the fields that the
 * declaration names.
 */
export const NewRecordDialog = ({ type, onCreated, onClose }: Props) => {
  const t = useTranslate()
  const cache = useQueryClient()
  const [keyOf] = useState(submissionKeys)
  const words = `${type.plural}.create`
  const inCase = type.dossier === 'case'
  const ofCase: ActField = { name: 'caseId', kind: 'other', input: CaseBox, label: t('records.pages.case') }
  return (
    <ActFormDialog
      title={t(`${words}.verb`)}
      lead={maybe(t, `${words}.lead`)}
      words={words}
      schema={z.strictObject({
        ...(inCase ? { caseId: z.uuid() } : {}),
        ...shapeOf(type.fields, type.create.fields),
      })}
      fields={[...(inCase ? [ofCase] : []), ...formFields(type, type.create.fields, words, t)]}
      act={(input) => createRecord(cache, type, input, keyOf(input))}
      onDone={(record) => {
        toast(maybe(t, `${words}.done`) ?? t('records.history.create', { type: t(`${type.plural}.one`) }))
        onCreated(record)
      }}
      onClose={onClose}
      onReload={onClose}
    />
  )
}

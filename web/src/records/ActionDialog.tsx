import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import { inputOf } from '@palermo/shared/records/contracts.ts'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ActFormDialog } from '../acts/ActFormDialog.tsx'
import { nothingAsked } from '../acts/fields.ts'
import { useTranslate } from '../messages.ts'
import { toast } from '../ui/toast.ts'
import { formFields } from './form-fields.ts'
import { actOnRecord, recordQuery } from './queries.ts'
import type { RecordReply } from './reply.ts'
import { isDanger, isLeft } from './tones.ts'
import { maybe } from './words.ts'

interface Props {
  type: AnyRecordType
  record: Pick<RecordReply, 'id' | 'version'>
  action: string
  /** A text that explains the action, shown in place of the record type's own text. */
  lead?: ReactNode
  /**
   * Called when the record has changed, by this action or by another person, so that the caller can reload what shows
   * the record.
   */
  onChanged?: () => void
  onClose: () => void
}

/**
 * The form of one action, with the fields that the declaration names. An action that cannot be undone gets a general
 * warning if neither the caller nor the record type has a text for the action.
 */
export const ActionDialog = ({ type, record: { id, version }, action, lead, onChanged, onClose }: Props) => {
  const t = useTranslate()
  const cache = useQueryClient()
  const words = `${type.plural}.acts.${action}`
  const declared = type.actions[action] ?? { from: [], may: [] }
  const isFinal = declared.to !== undefined && type.workflow.final.includes(declared.to) && !isLeft(type, declared.to)
  return (
    <ActFormDialog
      title={t(`${words}.verb`)}
      lead={lead ?? maybe(t, `${words}.lead`) ?? (isFinal ? t('records.pages.for-good') : undefined)}
      words={words}
      schema={inputOf(type.fields, declared) ?? nothingAsked}
      fields={formFields(type, declared.fields ?? [], words, t)}
      danger={isDanger(type, action)}
      act={(input) => actOnRecord(cache, type, id, { ...input, action, version })}
      onDone={() => {
        toast(maybe(t, `${words}.done`) ?? t('records.pages.done'))
        onChanged?.()
      }}
      onClose={onClose}
      onReload={() => {
        onClose()
        onChanged?.()
        void cache.invalidateQueries({ queryKey: recordQuery(type, id).queryKey })
      }}
    />
  )
}

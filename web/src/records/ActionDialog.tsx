import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import { inputOf } from '@palermo/shared/records/contracts.ts'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ActFormDialog } from '../acts/ActFormDialog.tsx'
import { nothingAsked } from '../acts/fields.ts'
import { useTranslate, type Words } from '../messages.ts'
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
  /** Parameters of the sentence that explains the action. */
  about?: Words
  /** The sentence itself, if it is not the type's own for this action. */
  lead?: ReactNode
  onDone?: () => void
  onClose: () => void
}

/**
 * The form of one action, with the fields that the declaration names. What cannot be undone says so, by the type's own
 * sentence or by a general one.
 */
export const ActionDialog = ({ type, record: { id, version }, action, about, lead, onDone, onClose }: Props) => {
  const t = useTranslate()
  const cache = useQueryClient()
  const words = `${type.plural}.acts.${action}`
  const declared = type.actions[action] ?? { from: [], may: [] }
  const own = maybe(t, `${words}.lead`) === undefined ? undefined : t(`${words}.lead`, about)
  const isFinal = declared.to !== undefined && type.workflow.final.includes(declared.to) && !isLeft(type, declared.to)
  return (
    <ActFormDialog
      title={t(`${words}.verb`)}
      lead={lead ?? own ?? (isFinal ? t('records.pages.for-good') : undefined)}
      words={words}
      schema={inputOf(type.fields, declared) ?? nothingAsked}
      fields={formFields(type, declared.fields ?? [], words, t)}
      danger={isDanger(type, action)}
      act={(input) => actOnRecord(cache, type, id, { ...input, action, version })}
      onDone={() => {
        toast(maybe(t, `${words}.done`) ?? t('records.pages.done'))
        onDone?.()
      }}
      onClose={onClose}
      onReload={() => {
        onClose()
        void cache.invalidateQueries({ queryKey: recordQuery(type, id).queryKey })
      }}
    />
  )
}

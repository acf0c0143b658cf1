import type { Document } from '@palermo/shared/documents/contract.ts'
import { withdrawalReasons } from '@palermo/shared/documents/kinds.ts'
import { Withdraw } from '@palermo/shared/documents/record.ts'
import { useQueryClient } from '@tanstack/react-query'
import { ActFormDialog } from '../acts/ActFormDialog.tsx'
import { reasonField } from '../acts/fields.ts'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { toast } from '../ui/toast.ts'
import { actOnDocument } from './queries.ts'

interface Props {
  document: Document
  onClose: () => void
  onReload: () => void
}

/** Withdraws a document and asks for the reason; a withdrawn document can be restored. */
export const WithdrawDialog = ({ document, onClose, onReload }: Props) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const { id, version, title } = document
  const putBack = (now: Document) => {
    actOnDocument(queryClient, now.id, { action: 'reopen', version: now.version }).catch((error: unknown) =>
      toast(wordsFor(error, t).title),
    )
  }
  return (
    <ActFormDialog
      title={t('documents.act-withdraw.title', { name: title ?? '' })}
      lead={t('documents.act-withdraw.lead')}
      words="documents.act-withdraw"
      danger
      schema={Withdraw}
      fields={[reasonField(withdrawalReasons, (code) => t(`documents.reasons.${code}`))]}
      act={(input) => actOnDocument(queryClient, id, { action: 'withdraw', version, ...Withdraw.parse(input) })}
      onDone={(now) => toast(t('documents.taken-out'), () => putBack(now))}
      onClose={onClose}
      onReload={onReload}
    />
  )
}

import type { Document } from '@palermo/shared/documents/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { previewQuery } from './queries.ts'

interface Props {
  document: Document
  number: number
  onClose: () => void
}

/**
 * Shows a preview, which the server encoded anew and made smaller than the file; the browser does not cache the
 * preview.
 */
export const PreviewDialog = ({ document, number, onClose }: Props) => {
  const t = useTranslate()
  const picture = useQuery(previewQuery(document.id, number))
  const title = document.title ?? t(`documents.kinds.${document.kind}`)
  return (
    <Dialog title={title} isOpen wide onClose={onClose} lead={t('documents.preview-lead')}>
      <EmptyState of={picture} small rows={6} />
      {picture.data && <img src={picture.data} alt={title} className="mx-auto max-h-[70dvh] max-w-full rounded-card" />}
    </Dialog>
  )
}

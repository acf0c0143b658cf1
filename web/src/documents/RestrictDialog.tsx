import { ChosenAudience } from '@palermo/shared/audiences.ts'
import type { Document } from '@palermo/shared/documents/contract.ts'
import type { narrowerPlaces } from '@palermo/shared/documents/places.ts'
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { ActFormDialog } from '../acts/ActFormDialog.tsx'
import { useTranslate } from '../messages.ts'
import { toast } from '../ui/toast.ts'
import { actOnDocument } from './queries.ts'

interface Props {
  document: Document
  places: ReturnType<typeof narrowerPlaces>
  onClose: () => void
  onReload: () => void
}

const Restricted = z.strictObject({ audience: ChosenAudience })

/** Restricts a document to fewer readers; the dialog first says that the restriction cannot be undone. */
export const RestrictDialog = ({ document, places, onClose, onReload }: Props) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const { id, version, title } = document
  return (
    <ActFormDialog
      title={t('documents.act-restrict.title', { name: title ?? '' })}
      lead={t('documents.act-restrict.lead')}
      words="documents.act-restrict"
      schema={Restricted}
      fields={[
        {
          kind: 'code',
          name: 'audience',
          options: places.map(({ audience }) => ({ value: audience, label: t(`audiences.names.${audience}`) })),
        },
      ]}
      act={(input) => {
        const { audience } = Restricted.parse(input)
        const compartment = places.find((place) => place.audience === audience)?.compartment ?? document.compartment
        return actOnDocument(queryClient, id, { action: 'restrict', version, audience, compartment })
      }}
      onDone={() => toast(t('documents.restricted'))}
      onClose={onClose}
      onReload={onReload}
    />
  )
}

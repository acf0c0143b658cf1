import { ChosenAudience } from '@palermo/shared/audiences.ts'
import type { Document } from '@palermo/shared/documents/contract.ts'
import type { narrowerPlaces } from '@palermo/shared/documents/places.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { ActForm } from '../acts/ActForm.tsx'
import { useSay } from '../messages.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { toast } from '../ui/toast.ts'
import { actOnDocument } from './queries.ts'

interface Props {
  document: Document
  places: ReturnType<typeof narrowerPlaces>
  onClose: () => void
  onReload: () => void
}

const Restricted = z.strictObject({ audience: ChosenAudience })

/** Leaves a document to fewer readers. There is no way back, so it says so before. */
export const RestrictDialog = ({ document, places, onClose, onReload }: Props) => {
  const say = useSay()
  const queryClient = useQueryClient()
  const act = useMutation({
    mutationFn: (input: Record<string, unknown>) => {
      const { audience } = Restricted.parse(input)
      const compartment = places.find((place) => place.audience === audience)?.compartment ?? document.compartment
      const { id, version } = document
      return actOnDocument(queryClient, id, { action: 'restrict', version, audience, compartment })
    },
    onSuccess: () => {
      toast(say('documents.restricted'))
      onClose()
    },
  })
  return (
    <Dialog
      title={say('documents.act-restrict.title', { name: document.title ?? '' })}
      lead={say('documents.act-restrict.lead')}
      isOpen
      onClose={onClose}
    >
      <ActForm
        schema={Restricted}
        fields={[
          {
            kind: 'code',
            name: 'audience',
            options: places.map(({ audience }) => ({ value: audience, label: say(`audiences.names.${audience}`) })),
          },
        ]}
        words="documents.act-restrict"
        error={act.error}
        isPending={act.isPending}
        onSubmit={act.mutate}
        onCancel={onClose}
        onReload={onReload}
      />
    </Dialog>
  )
}

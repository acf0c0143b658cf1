import type { Case } from '@palermo/shared/cases/contract.ts'
import { type Link, LinkCompartment, linkKinds, NewLink } from '@palermo/shared/links/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ActForm } from '../acts/ActForm.tsx'
import { submissionKeys } from '../api.ts'
import { useReaders } from '../cases/readers.ts'
import { useTranslate } from '../messages.ts'
import { compartmentName } from '../notes/NoteForm.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { toast } from '../ui/toast.ts'
import { linkCases, linksQuery } from './queries.ts'

interface Props {
  row: Case
  compartments: readonly Link['compartment'][]
  onClose: () => void
}

/**
 * The compartment is required here although the contract allows it to be missing, because the form always has a
 * compartment selected.
 */
const asked = NewLink.omit({ caseId: true }).extend({ compartment: LinkCompartment })

/**
 * Links the case to another case: the reference of the other case, the reason, and the compartment in which the link is
 * stored.
 */
export const LinkDialog = ({ row, compartments, onClose }: Props) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const readers = useReaders(row)
  const [keyOf] = useState(submissionKeys)
  const make = useMutation({
    mutationFn: (input: Record<string, unknown>) => {
      const body = { ...input, caseId: row.id } as Parameters<typeof linkCases>[0]
      return linkCases(body, keyOf(body))
    },
    onSuccess: () => {
      toast(t('links.made'))
      void queryClient.invalidateQueries({ queryKey: ['links'] })
      onClose()
    },
  })
  return (
    <Dialog title={t('links.make')} lead={t('links.lead')} isOpen onClose={onClose}>
      <ActForm
        schema={asked}
        fields={[
          { kind: 'line', name: 'reference' },
          {
            kind: 'code',
            name: 'kind',
            options: linkKinds.map((value) => ({ value, label: t(`links.kinds.${value}`) })),
          },
          {
            kind: 'code',
            name: 'compartment',
            options: compartments.map((value) => ({ value, label: compartmentName(value, t), hint: readers(value) })),
          },
        ]}
        words="links.form"
        initial={{ compartment: compartments[0] ?? 'C1' }}
        error={make.error}
        isPending={make.isPending}
        onSubmit={(input) => make.mutate(input)}
        onCancel={onClose}
        onReload={() => {
          void queryClient.invalidateQueries({ queryKey: linksQuery(row.id).queryKey })
          onClose()
        }}
      />
    </Dialog>
  )
}

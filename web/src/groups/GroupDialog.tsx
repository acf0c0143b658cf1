import type { Case } from '@palermo/shared/cases/contract.ts'
import { groupKinds, groupWishes, NewGroup } from '@palermo/shared/groups/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { DialogForm } from '../acts/DialogForm.tsx'
import { submissionKeys } from '../api.ts'
import { useReaders } from '../cases/readers.ts'
import { useTranslate } from '../messages.ts'
import { fieldErrors } from '../problem.ts'
import { Choice } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/TextField.tsx'
import { toast } from '../ui/toast.ts'
import { makeGroup } from './queries.ts'

/** Edits the members of a group and whether the members wish to stay together. */
export const GroupDialog = ({ row, onClose }: { row: Case; onClose: () => void }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const readers = useReaders(row)
  const [kind, setKind] = useState<(typeof groupKinds)[number]>('family')
  const [wish, setWish] = useState<(typeof groupWishes)[number]>('not-asked')
  const [codes, setCodes] = useState('')
  const [tried, setTried] = useState(false)
  const [keyOf] = useState(submissionKeys)
  const make = useMutation({
    mutationFn: (input: z.input<typeof NewGroup>) => makeGroup(input, keyOf(input)),
    onSuccess: () => {
      toast(t('groups.made'))
      void queryClient.invalidateQueries({ queryKey: ['groups'] })
      onClose()
    },
  })
  const references = codes.split(/[\s,;]+/).filter((code) => code !== '')
  const body = { caseId: row.id, kind, wish, references }
  const isRight = NewGroup.safeParse(body).success
  const refused = Object.entries(fieldErrors(make.error, t)).find(([name]) => name.startsWith('references'))?.[1]
  return (
    <Dialog title={t('groups.make')} lead={t('groups.lead')} isOpen onClose={onClose}>
      <DialogForm
        act={make}
        verb={t('groups.make')}
        onSubmit={() => {
          setTried(true)
          if (isRight) make.mutate(body)
        }}
        onCancel={onClose}
        onReload={onClose}
      >
        <Choice
          label={t('groups.kind')}
          options={groupKinds.map((value) => ({ value, label: t(`groups.kinds.${value}`) }))}
          value={kind}
          onChange={setKind}
          columns
        />
        <TextField
          label={t('groups.codes')}
          hint={t('groups.codes-hint')}
          readers={readers('C1')}
          value={codes}
          onChange={setCodes}
          autoComplete="off"
          error={refused ?? (tried && !isRight ? t('groups.codes-wrong') : undefined)}
        />
        <Choice
          label={t('groups.wish')}
          options={groupWishes.map((value) => ({ value, label: t(`groups.wishes.${value}`) }))}
          value={wish}
          onChange={setWish}
        />
      </DialogForm>
    </Dialog>
  )
}

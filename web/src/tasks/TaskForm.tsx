import { audiencesFor, defaultAudience } from '@palermo/shared/audiences.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { NewTask } from '@palermo/shared/tasks/contract.ts'
import type { taskKinds } from '@palermo/shared/tasks/record.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { DialogForm } from '../acts/DialogForm.tsx'
import { colleaguesQuery } from '../agencies/queries.ts'
import { submissionKeys } from '../api.ts'
import { AudienceSelect, useCompartmentOf } from '../cases/AudienceSelect.tsx'
import { useAudienceReaders } from '../cases/audience.ts'
import { caseQuery } from '../cases/queries.ts'
import { inCompartment } from '../cases/readers.ts'
import { useTranslate } from '../messages.ts'
import { fieldErrors } from '../problem.ts'
import { useMe } from '../session/useSession.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { toast } from '../ui/toast.ts'
import { createTask } from './queries.ts'
import { TaskBasics, useDue } from './TaskBasics.tsx'

/**
 * The form for a new task. Kind and due time are in compartment C0, the text in the compartment of the selected
 * audience.
 */
export const TaskForm = ({ row, onClose }: { row: Case; onClose: () => void }) => {
  const t = useTranslate()
  const me = useMe()
  const queryClient = useQueryClient()
  const readers = useAudienceReaders(row)
  const lies = useCompartmentOf(row.noteCompartments)
  const options = audiencesFor(me, row.noteCompartments)
  const supervises = me.actions.includes('see-team')
  const colleagues = useQuery(colleaguesQuery(me.agencyId))
  // A supervisor may assign the task to any colleague, who is then added to the case; other authors only to members of
  // the case.
  const onCase = new Set(inCompartment(row.team, 'C0').map(({ personId }) => personId))
  const [kind, setKind] = useState<(typeof taskKinds)[number]>('call')
  const [audience, setAudience] = useState(() => defaultAudience(me, row.noteCompartments))
  const [text, setText] = useState('')
  const when = useDue()
  const [assignee, setAssignee] = useState('')
  const [keyOf] = useState(submissionKeys)
  const create = useMutation({
    mutationFn: (input: z.input<typeof NewTask>) => createTask(queryClient, input, keyOf(input)),
    onSuccess: () => {
      toast(t('tasks.created'))
      onClose()
    },
  })
  const errors = fieldErrors(create.error, t)
  const { dueAt } = when
  const submit = () => {
    if (!dueAt) return
    const words = text.trim()
    create.mutate({
      caseId: row.id,
      kind,
      dueAt,
      ...(words ? { audience, compartment: lies(audience), text: words } : {}),
      ...(assignee ? { assigneeId: assignee } : {}),
    })
  }
  return (
    <Dialog title={t('tasks.add')} isOpen onClose={onClose}>
      <DialogForm
        act={create}
        verb={t('tasks.create')}
        onSubmit={submit}
        onCancel={onClose}
        onReload={() => void queryClient.invalidateQueries({ queryKey: caseQuery(row.id).queryKey })}
      >
        <TaskBasics kind={kind} onKind={setKind} when={when} error={errors.dueAt} />
        {options.length > 0 && (
          <>
            <TextArea
              label={t('tasks.text')}
              optional
              rows={3}
              maxLength={4000}
              value={text}
              onChange={setText}
              error={errors.text}
              readers={readers({ audience, compartment: lies(audience) })}
            />
            <AudienceSelect value={audience} options={options} onChange={setAudience} error={errors.audience} />
          </>
        )}
        {(supervises || onCase.size > 1) && (
          <Select
            label={t('tasks.assignee')}
            value={assignee}
            none={t('agencies.you')}
            of={colleagues}
            options={(colleagues.data?.items ?? [])
              .filter(({ id }) => id !== me.personId && (supervises || onCase.has(id)))
              .map(({ id, name, function: role }) => ({ value: id, label: `${name} · ${t(`functions.${role}`)}` }))}
            onChange={setAssignee}
            error={errors.assigneeId}
          />
        )}
      </DialogForm>
    </Dialog>
  )
}

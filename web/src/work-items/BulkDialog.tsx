import type { taskKinds } from '@palermo/shared/tasks/record.ts'
import type { BulkAct, BulkResult } from '@palermo/shared/work-items/bulk.ts'
import type { WorkItem } from '@palermo/shared/work-items/contract.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { DialogForm } from '../acts/DialogForm.tsx'
import { colleaguesQuery } from '../agencies/queries.ts'
import { submissionKeys } from '../api.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { TaskBasics, useDue } from '../tasks/TaskBasics.tsx'
import type { Choosing } from '../ui/choosing.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { toast } from '../ui/toast.ts'
import { actOnRows } from './queries.ts'
import { RefusedRows } from './RefusedRows.tsx'

interface Props {
  act: BulkAct['action']
  items: readonly WorkItem[]
  choosing: Choosing
  onClose: () => void
}

/**
 * Carries out one action on every selected row: the button shows how many rows are selected, and each row whose action
 * was refused is listed.
 */
export const BulkDialog = ({ act, items, choosing, onClose }: Props) => {
  const t = useTranslate()
  const me = useMe()
  const queryClient = useQueryClient()
  // The selected rows are fixed when the dialog opens, since the queue itself may change.
  const [chosen] = useState(items)
  const [kind, setKind] = useState<(typeof taskKinds)[number]>('follow-up')
  const when = useDue()
  const [text, setText] = useState('')
  const [person, setPerson] = useState('')
  const [asked, setAsked] = useState(false)
  const [refused, setRefused] = useState<{ rows: BulkResult[]; done: number }>()
  const [keyOf] = useState(submissionKeys)
  const colleagues = useQuery(colleaguesQuery(me.agencyId))
  const send = useMutation({
    mutationFn: (input: z.input<typeof BulkAct>) => actOnRows(queryClient, input, keyOf(input)),
    onSuccess: ({ results }) => {
      const rows = results.filter(({ outcome }) => outcome === 'refused')
      const done = results.filter(({ outcome }) => outcome === 'done').length
      choosing.replace(rows.map(({ row }) => row))
      if (rows.length > 0) return setRefused({ rows, done })
      toast(t(act === 'add-task' ? 'work-items.bulk.added' : 'work-items.bulk.reassigned', { count: done }))
      choosing.set(false)
      onClose()
    },
  })
  const rows = chosen.map(({ id }) => id)
  const cases = new Set(chosen.map(({ caseId }) => caseId)).size
  const { dueAt } = when
  const words = text.trim()
  const input: z.input<typeof BulkAct> | undefined =
    act === 'reassign'
      ? person
        ? { action: 'reassign', rows, personId: person }
        : undefined
      : dueAt
        ? { action: 'add-task', rows, kind, dueAt, ...(words ? { text: words } : {}) }
        : undefined
  if (refused)
    return (
      <Dialog
        title={t('work-items.bulk.partly', { done: refused.done, refused: refused.rows.length })}
        isOpen
        onClose={onClose}
      >
        <RefusedRows rows={refused.rows} items={chosen} onClose={onClose} />
      </Dialog>
    )
  return (
    <Dialog
      title={t(`work-items.bulk.${act}`)}
      lead={t(`work-items.bulk.${act}.lead`, { rows: rows.length, cases })}
      isOpen
      onClose={onClose}
    >
      <DialogForm
        act={send}
        verb={t(`work-items.bulk.${act}.verb`, { rows: rows.length, cases })}
        onSubmit={() => {
          setAsked(true)
          if (input) send.mutate(input)
        }}
        onCancel={onClose}
        onReload={onClose}
      >
        {act === 'reassign' ? (
          <Select
            label={t('tasks.assignee')}
            value={person}
            none={t('acts.choose')}
            of={colleagues}
            options={(colleagues.data?.items ?? []).map(({ id, name, function: role }) => ({
              value: id,
              label: id === me.personId ? t('agencies.you') : `${name} · ${t(`functions.${role}`)}`,
            }))}
            onChange={setPerson}
            error={asked && !person ? t('acts.needed') : undefined}
          />
        ) : (
          <>
            <TaskBasics kind={kind} onKind={setKind} when={when} />
            <TextArea
              label={t('tasks.text')}
              hint={t('work-items.bulk.text-hint')}
              optional
              rows={2}
              maxLength={4000}
              value={text}
              onChange={setText}
            />
          </>
        )}
      </DialogForm>
    </Dialog>
  )
}

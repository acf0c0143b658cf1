import type { NewContact } from '@palermo/shared/contacts/contract.ts'
import { type ContactOutcome, contactOutcomes, Safe, type TriedWay, triedWays } from '@palermo/shared/contacts/terms.ts'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { DialogForm } from '../acts/DialogForm.tsx'
import type { CaseEntry } from '../entries/entry.ts'
import { handIn } from '../entries/outbox.ts'
import { useEntries } from '../entries/useEntries.ts'
import { serverNow } from '../http.ts'
import { useTranslate } from '../messages.ts'
import { fieldErrors } from '../problem.ts'
import { Choice } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { toast } from '../ui/toast.ts'
import { contactsQuery, strikeContact } from './queries.ts'
import { SafeRules } from './SafeRules.tsx'

interface Props {
  caseId: string
  reference: string
  onClose: () => void
}

/**
 * Logs a contact attempt in three steps: outcome, way of contact, save. Safety information about contact is shown at
 * the top.
 */
export const LogContact = ({ caseId, reference, onClose }: Props) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const log = useInfiniteQuery(contactsQuery(caseId))
  const known = log.data?.pages[0]
  const [outcome, setOutcome] = useState<ContactOutcome>()
  const [chosen, setWay] = useState<TriedWay>()
  const [safe, setSafe] = useState<z.infer<typeof Safe>>('not-asked')
  const [note, setNote] = useState('')
  const [asked, setAsked] = useState(false)
  const entryOf = useEntries(
    (body: NewContact, id): CaseEntry => ({
      id,
      kind: 'contact',
      reference,
      // The time of the contact is set when the entry is created, because the entry may be sent much later.
      body: { ...body, at: new Date(serverNow()).toISOString() },
    }),
  )
  // The way of contact that is selected at first is that of the last attempt, or a call if there was no attempt.
  const way = chosen ?? known?.items.find(({ struck }) => !struck)?.way ?? 'call'
  const save = useMutation({
    mutationFn: (input: NewContact) => handIn(queryClient, entryOf(input)),
    onSuccess: (written) => {
      if (written === 'kept') toast(t('entries.kept'))
      else toast(t('contacts.logged'), () => void strikeContact(queryClient, written.id))
      onClose()
    },
  })
  const errors = fieldErrors(save.error, t)
  const submit = () => {
    setAsked(true)
    if (!outcome) return
    const words = note.trim()
    save.mutate({ caseId, way, outcome, safe, ...(words ? { note: words } : {}) })
  }
  return (
    <Dialog title={t('contacts.log-for', { reference })} isOpen onClose={onClose}>
      <DialogForm act={save} verb={t('contacts.save')} onSubmit={submit} onCancel={onClose} onReload={onClose}>
        {known && <SafeRules log={known} />}
        <Choice
          label={t('contacts.outcome')}
          options={contactOutcomes.map((value) => ({ value, label: t(`contacts.outcomes.${value}`) }))}
          value={outcome}
          onChange={setOutcome}
          columns
          error={asked && !outcome ? t('acts.needed') : errors.outcome}
        />
        <Choice
          label={t('contacts.way')}
          options={triedWays.map((value) => ({ value, label: t(`contacts.ways.${value}`) }))}
          value={way}
          onChange={setWay}
          columns
          error={errors.way}
        />
        <Choice
          label={t('contacts.safe')}
          options={Safe.options.map((value) => ({ value, label: t(`contacts.safes.${value}`) }))}
          value={safe}
          onChange={setSafe}
          columns
          error={errors.safe}
        />
        <TextArea
          label={t('contacts.note')}
          hint={t('contacts.note-hint')}
          optional
          rows={2}
          maxLength={2000}
          value={note}
          onChange={setNote}
          error={errors.note}
          readers={t('contacts.readers')}
        />
      </DialogForm>
    </Dialog>
  )
}

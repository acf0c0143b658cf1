import { audiencesFor, defaultAudience } from '@palermo/shared/audiences.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Compartment } from '@palermo/shared/compartments.ts'
import type { NewNote, Note } from '@palermo/shared/notes/contract.ts'
import { noteKinds } from '@palermo/shared/notes/record.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { AudienceSelect, useCompartmentOf } from '../cases/AudienceSelect.tsx'
import { audienceName, useAudienceReaders } from '../cases/audience.ts'
import { caseQuery } from '../cases/queries.ts'
import type { CaseEntry } from '../entries/entry.ts'
import { handIn } from '../entries/outbox.ts'
import { useEntries } from '../entries/useEntries.ts'
import { useTranslate } from '../messages.ts'
import { fieldErrors } from '../problem.ts'
import { useMe } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { FaultSummary } from '../ui/FaultSummary.tsx'
import { focusFirstFault } from '../ui/fault.ts'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { toast } from '../ui/toast.ts'
import { useFirstFault } from '../ui/useFirstFault.ts'

type NoteKind = (typeof noteKinds)[number]

interface Props {
  row: Case
  /** The earlier note that the new note corrects, undefined if it corrects none; both notes have the same readers. */
  corrects: Note | undefined
  onClose: () => void
}

/** The form for a new note: audience, kind and text, with a line that says who can read the note, now and later. */
export const NoteForm = ({ row, corrects, onClose }: Props) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const me = useMe()
  const readers = useAudienceReaders(row)
  const lies = useCompartmentOf(row.noteCompartments)
  const [chosen, setChosen] = useState(() => defaultAudience(me, row.noteCompartments))
  const place = corrects ?? { audience: chosen, compartment: lies(chosen) }
  const [kind, setKind] = useState<NoteKind>(corrects?.kind ?? 'contact')
  const [text, setText] = useState('')
  const [blank, setBlank] = useState(false)
  const entryOf = useEntries((body: NewNote, id): CaseEntry => ({ id, kind: 'note', reference: row.reference, body }))
  const write = useMutation({
    mutationFn: (input: NewNote) => handIn(queryClient, entryOf(input)),
    onSuccess: (written) => {
      toast(t(written === 'kept' ? 'entries.kept' : 'notes.written'))
      onClose()
    },
  })
  const errors = fieldErrors(write.error, t)
  const form = useFirstFault<HTMLFormElement>(write.error)
  const submit = () => {
    const words = text.trim()
    setBlank(words === '')
    if (words === '') return focusFirstFault(form.current)
    write.mutate({
      caseId: row.id,
      kind,
      text: words,
      ...(corrects ? { corrects: corrects.id } : { audience: chosen, compartment: place.compartment }),
    })
  }
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-3 border-b border-line bg-canvas px-4 py-3 print:hidden"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <FaultSummary />
      <ActTrouble
        error={write.error}
        onReload={() => void queryClient.invalidateQueries({ queryKey: caseQuery(row.id).queryKey })}
      />
      <div className="grid gap-3 @list:grid-cols-2">
        {corrects ? (
          <Select
            label={t('audiences.ask')}
            value={corrects.audience}
            options={[{ value: corrects.audience, label: audienceName(corrects.audience, true, t) }]}
            onChange={() => undefined}
          />
        ) : (
          <AudienceSelect
            value={chosen}
            options={audiencesFor(me, row.noteCompartments)}
            onChange={setChosen}
            error={errors.audience ?? errors.compartment}
          />
        )}
        <Select
          label={t('notes.kind')}
          value={kind}
          options={noteKinds.map((value) => ({ value, label: t(`notes.kinds.${value}`) }))}
          onChange={(next) => next && setKind(next)}
          error={errors.kind}
        />
      </div>
      <TextArea
        label={t(corrects ? 'notes.correction' : 'notes.text')}
        hint={corrects ? t('notes.correction-hint') : undefined}
        readers={readers({ audience: place.audience, compartment: place.compartment })}
        error={errors.text ?? (blank ? t('acts.needed') : undefined)}
        rows={4}
        maxLength={10_000}
        autoFocus
        value={text}
        onChange={setText}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" rank="primary" isPending={write.isPending}>
          {t(corrects ? 'notes.write-correction' : 'notes.write')}
        </Button>
        <Button rank="quiet" onPress={onClose}>
          {t('acts.cancel')}
        </Button>
      </div>
    </form>
  )
}

export const compartmentName = (compartment: Compartment, t: ReturnType<typeof useTranslate>) =>
  t(`cases.compartments.${compartment}`)

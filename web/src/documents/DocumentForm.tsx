import '../notes/page-messages.ts'
import './page-messages.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import { Document } from '@palermo/shared/documents/contract.ts'
import type { Destination } from '@palermo/shared/documents/uploads.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { useReaders } from '../cases/readers.ts'
import { useSay } from '../messages.ts'
import { wallName } from '../notes/NoteForm.tsx'
import { fieldErrors } from '../problem.ts'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { toast } from '../ui/toast.ts'
import { KindField, PickedFile, SendRow } from './FileParts.tsx'
import { showDocument } from './queries.ts'
import { faultOf, useUpload } from './useUpload.ts'

interface Props {
  row: Case
  walls: readonly OpenCompartment[]
  /** The document that the file is a newer version of. */
  revises: Document | undefined
  onClose: () => void
  onReload: () => void
}

/** The file, what it is, behind which wall; and in one quiet line who will be able to see it. */
export const DocumentForm = ({ row, walls, revises, onClose, onReload }: Props) => {
  const say = useSay()
  const readers = useReaders(row)
  const [file, setFile] = useState<File>()
  const [kind, setKind] = useState<Document['kind'] | ''>('')
  const [wall, setWall] = useState<OpenCompartment>(walls[0] ?? 'C1')
  const [title, setTitle] = useState('')
  const [tried, setTried] = useState(false)
  const queryClient = useQueryClient()
  const going = useUpload(Document, revises ? `/documents/${revises.id}/versions` : '/documents', (document) => {
    showDocument(queryClient, document)
    toast(say(revises ? 'documents.revised' : 'documents.added'))
    onClose()
  })
  const errors = fieldErrors(going.error)
  const submit = () => {
    setTried(true)
    if (!file || faultOf(file)) return
    const named = title.trim() === '' ? {} : { title: title.trim() }
    const to: Destination | undefined = revises
      ? { kind: 'version', id: revises.id, document: { version: revises.version, ...named } }
      : kind === ''
        ? undefined
        : { kind: 'document', document: { caseId: row.id, kind, compartment: wall, ...named } }
    if (to) going.send({ to, file })
  }
  return (
    <form
      noValidate
      aria-label={say(revises ? 'documents.new-version' : 'documents.add')}
      className="flex flex-col gap-3 border-b border-line bg-canvas px-4 py-3 print:hidden"
      onSubmit={(event) => {
        event.preventDefault()
        if (!going.isSending) submit()
      }}
    >
      {going.refusal === undefined && <ActTrouble error={going.error} onReload={onReload} />}
      {revises && (
        <p className="measure text-small text-quiet">{say('documents.revises', { title: revises.title ?? '' })}</p>
      )}
      <PickedFile going={going} file={file} tried={tried} onPick={setFile} />
      {!revises && (
        <div className="grid gap-3 @list:grid-cols-2">
          <KindField value={kind} tried={tried} error={errors.kind} onChange={setKind} />
          <Select
            label={say('notes.wall')}
            value={wall}
            options={walls.map((value) => ({ value, label: wallName(value, say) }))}
            onChange={(next) => next && setWall(next)}
            readers={readers(wall)}
            error={errors.compartment}
          />
        </div>
      )}
      <TextField
        label={say('documents.name')}
        hint={say('documents.name-hint')}
        optional
        maxLength={160}
        autoComplete="off"
        readers={revises ? readers(revises.compartment) : undefined}
        error={errors.title}
        value={title}
        onChange={setTitle}
      />
      <SendRow
        going={going}
        verb={say(revises ? 'documents.send-version' : 'documents.send')}
        rank="primary"
        onClose={onClose}
      />
    </form>
  )
}

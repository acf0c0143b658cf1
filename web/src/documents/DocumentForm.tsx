import '../notes/page-messages.ts'
import './page-messages.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import { Document } from '@palermo/shared/documents/contract.ts'
import { documentKinds } from '@palermo/shared/documents/kinds.ts'
import type { Destination } from '@palermo/shared/documents/uploads.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { useReaders } from '../cases/readers.ts'
import { useSay } from '../messages.ts'
import { wallName } from '../notes/NoteForm.tsx'
import { fieldErrors } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { toast } from '../ui/toast.ts'
import { FilePicker } from './FilePicker.tsx'
import { showDocument } from './queries.ts'
import { Sending } from './Sending.tsx'
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
  const readers = useReaders(row.team)
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
  const fault = tried ? faultOf(file) : undefined
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
  const again = going.error !== null && going.refusal === undefined
  const verb = again ? 'documents.send-again' : revises ? 'documents.send-version' : 'documents.send'
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
      <FilePicker
        file={file}
        error={fault ? say(`documents.faults.${fault}`) : going.refusal}
        isDisabled={going.isSending}
        onPick={(picked) => {
          setFile(picked)
          going.forget()
        }}
      />
      {!revises && (
        <div className="grid gap-3 @list:grid-cols-2">
          <Select
            label={say('documents.kind')}
            value={kind}
            none={say('documents.choose')}
            options={documentKinds.map((value) => ({ value, label: say(`documents.kinds.${value}`) }))}
            onChange={setKind}
            error={errors.kind ?? (tried && kind === '' ? say('acts.needed') : undefined)}
          />
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
      {going.isSending ? (
        <Sending part={going.part} waits={going.waits} onCancel={going.cancel} />
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button type="submit" rank="primary">
            {say(verb)}
          </Button>
          <Button rank="quiet" onPress={onClose}>
            {say('acts.cancel')}
          </Button>
        </div>
      )}
    </form>
  )
}

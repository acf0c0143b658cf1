import { type ChosenAudience, defaultAudience } from '@palermo/shared/audiences.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import { Document } from '@palermo/shared/documents/contract.ts'
import { audienceOfDocument, audiencesForDocument, compartmentOfDocument } from '@palermo/shared/documents/places.ts'
import type { Destination } from '@palermo/shared/documents/uploads.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { AudienceSelect } from '../cases/AudienceSelect.tsx'
import { useAudienceReaders } from '../cases/audience.ts'
import { useTranslate } from '../messages.ts'
import { fieldErrors } from '../problem.ts'
import { useMe } from '../session/useSession.ts'
import { FaultSummary } from '../ui/FaultSummary.tsx'
import { TextField } from '../ui/TextField.tsx'
import { toast } from '../ui/toast.ts'
import { KindField, PickedFile, SendRow } from './FileParts.tsx'
import { showDocument } from './queries.ts'
import { faultOf, useUpload } from './useUpload.ts'

interface Props {
  row: Case
  compartments: readonly OpenCompartment[]
  /** The document to which the file is added as a newer version; undefined for a new document. */
  revises: Document | undefined
  onClose: () => void
  onReload: () => void
}

/** Adds a document with its file, kind and audience; a sentence says who can read the document now and later. */
export const DocumentForm = ({ row, compartments, revises, onClose, onReload }: Props) => {
  const t = useTranslate()
  const me = useMe()
  const readers = useAudienceReaders(row)
  const [file, setFile] = useState<File>()
  const [kind, setKind] = useState<Document['kind'] | ''>('')
  const [chosen, setChosen] = useState<ChosenAudience>()
  const [title, setTitle] = useState('')
  const [tried, setTried] = useState(false)
  const sort = kind === '' ? undefined : kind
  const options = audiencesForDocument(sort, me, compartments)
  const lies = (one: ChosenAudience) => compartmentOfDocument(sort, one, me, compartments) ?? 'C1'
  // The kind of document determines which audiences are allowed, and which audience is selected until the author
  // selects one.
  const wanted = [chosen, sort && audienceOfDocument(sort), defaultAudience(me, compartments), options[0]]
  const audience = wanted.find((one) => one !== undefined && options.includes(one)) ?? 'own-agency'
  const queryClient = useQueryClient()
  const going = useUpload(Document, revises ? `/documents/${revises.id}/versions` : '/documents', (document) => {
    showDocument(queryClient, document)
    toast(t(revises ? 'documents.revised' : 'documents.added'))
    onClose()
  })
  const errors = fieldErrors(going.error, t)
  const submit = () => {
    setTried(true)
    if (!file || faultOf(file)) return
    const named = title.trim() === '' ? {} : { title: title.trim() }
    const to: Destination | undefined = revises
      ? { kind: 'version', id: revises.id, document: { version: revises.version, ...named } }
      : kind === ''
        ? undefined
        : { kind: 'document', document: { caseId: row.id, kind, audience, compartment: lies(audience), ...named } }
    if (to) going.send({ to, file })
  }
  return (
    <form
      noValidate
      aria-label={t(revises ? 'documents.new-version' : 'documents.add')}
      className="flex flex-col gap-3 border-b border-line bg-canvas px-4 py-3 print:hidden"
      onSubmit={(event) => {
        event.preventDefault()
        if (!going.isSending) submit()
      }}
    >
      <FaultSummary error={going.error} />
      {going.refusal === undefined && <ActTrouble error={going.error} onReload={onReload} />}
      {revises && (
        <p className="measure text-small text-quiet">{t('documents.revises', { title: revises.title ?? '' })}</p>
      )}
      <PickedFile going={going} file={file} tried={tried} onPick={setFile} />
      {!revises && (
        <div className="grid gap-3 @list:grid-cols-2">
          <KindField value={kind} tried={tried} error={errors.kind} onChange={setKind} />
          <AudienceSelect
            value={audience}
            options={options}
            onChange={setChosen}
            readers={readers({ audience, compartment: lies(audience) })}
            error={errors.audience ?? errors.compartment}
          />
        </div>
      )}
      <TextField
        label={t('documents.name')}
        hint={t('documents.name-hint')}
        optional
        maxLength={160}
        autoComplete="off"
        readers={revises ? readers(revises) : undefined}
        error={errors.title}
        value={title}
        onChange={setTitle}
      />
      <SendRow
        going={going}
        verb={t(revises ? 'documents.send-version' : 'documents.send')}
        rank="primary"
        onClose={onClose}
      />
    </form>
  )
}

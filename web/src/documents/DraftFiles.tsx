import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import { DraftFile, DraftFiles as Files } from '@palermo/shared/documents/drafts.ts'
import { compartmentOfKind } from '@palermo/shared/documents/places.ts'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Paperclip, X } from 'lucide-react'
import { useState } from 'react'
import { z } from 'zod'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { api } from '../api.ts'
import { useTranslate } from '../messages.ts'
import { compartmentName } from '../notes/NoteForm.tsx'
import { fieldErrors } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FaultSummary } from '../ui/FaultSummary.tsx'
import { focusFirstFault } from '../ui/fault.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Select } from '../ui/Select.tsx'
import { toast } from '../ui/toast.ts'
import { useFirstFault } from '../ui/useFirstFault.ts'
import { KindField, PickedFile, SendRow } from './FileParts.tsx'
import { useSize } from './sizes.ts'
import { faultOf, useUpload } from './useUpload.ts'

const filesQuery = (id: string) =>
  queryOptions({
    queryKey: ['documents', 'draft', id],
    queryFn: ({ signal }) => api(Files, `/documents/drafts/${id}`, { signal }),
  })

/**
 * Adds files to a draft, such as a photographed identity paper or a statement; the files are sent and deleted together
 * with the draft.
 */
export const DraftFiles = ({ draftId }: { draftId: string }) => {
  const t = useTranslate()
  const size = useSize()
  const queryClient = useQueryClient()
  const list = useQuery(filesQuery(draftId))
  const { data } = list
  const [isAdding, setAdding] = useState(false)
  const again = () => queryClient.invalidateQueries({ queryKey: filesQuery(draftId).queryKey })
  const remove = useMutation({
    mutationFn: (id: string) => api(z.null(), `/documents/drafts/${draftId}/${id}`, { method: 'DELETE' }),
    onSettled: again,
  })
  const items = data?.items ?? []
  return (
    <section aria-label={t('documents.draft.title')} className="flex flex-col gap-2">
      <h2 className="text-large">{t('documents.draft.title')}</h2>
      <p className="measure text-quiet">{t('documents.draft.lead')}</p>
      <ActTrouble error={remove.error} onReload={() => remove.reset()} />
      {items.length === 0 && <EmptyState of={list} small rows={0} />}
      {items.length > 0 && (
        <ul className="card divide-y divide-line">
          {items.map(({ id, kind, title, size: bytes, compartment, changes }) => (
            <li key={id} className="flex items-center gap-2 py-1.5 pe-1 ps-4">
              <span className="flex min-w-0 grow flex-col">
                <span className="break-all">{title}</span>
                <span className="text-small text-quiet">
                  {[
                    t(`documents.kinds.${kind}`),
                    size(bytes),
                    compartmentName(compartment, t),
                    ...changes.filter((one) => one !== 'redrawn').map((one) => t(`documents.changes.${one}`)),
                  ].join(' · ')}
                </span>
              </span>
              <IconButton icon={X} label={t('documents.draft.remove', { title })} onPress={() => remove.mutate(id)} />
            </li>
          ))}
        </ul>
      )}
      {isAdding && data ? (
        <AddFile
          draftId={draftId}
          compartments={data.compartments}
          onDone={() => {
            setAdding(false)
            void again()
          }}
          onClose={() => setAdding(false)}
        />
      ) : (
        <div>
          <Button icon={Paperclip} isDisabled={!data} onPress={() => setAdding(true)}>
            {t('documents.draft.add')}
          </Button>
        </div>
      )}
    </section>
  )
}

interface AddProps {
  draftId: string
  compartments: readonly OpenCompartment[]
  onDone: () => void
  onClose: () => void
}

const AddFile = ({ draftId, compartments, onDone, onClose }: AddProps) => {
  const t = useTranslate()
  const [file, setFile] = useState<File>()
  const [kind, setKind] = useState<DraftFile['kind'] | ''>('')
  const [picked, setCompartment] = useState<OpenCompartment>(compartments[0] ?? 'C1')
  // Some kinds of document have a fixed compartment, so that the author cannot select one.
  const decided = kind === '' ? undefined : compartmentOfKind(kind, compartments)
  const compartment = decided ?? picked
  const [tried, setTried] = useState(false)
  const going = useUpload(DraftFile, `/documents/drafts/${draftId}`, () => {
    toast(t('documents.draft.added'))
    onDone()
  })
  const form = useFirstFault<HTMLFormElement>(going.error)
  const submit = () => {
    setTried(true)
    if (!file || faultOf(file) || kind === '') focusFirstFault(form.current)
    else going.send({ to: { kind: 'draft', id: draftId, document: { kind, compartment: compartment } }, file })
  }
  return (
    <form
      ref={form}
      noValidate
      aria-label={t('documents.draft.add')}
      className="card flex flex-col gap-3 p-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!going.isSending) submit()
      }}
    >
      <FaultSummary />
      {going.refusal === undefined && <ActTrouble error={going.error} onReload={going.forget} />}
      <PickedFile going={going} file={file} tried={tried} onPick={setFile} />
      <div className="grid gap-3 sm:grid-cols-2">
        <KindField value={kind} tried={tried} error={fieldErrors(going.error, t).kind} onChange={setKind} />
        <Select
          label={t('notes.compartment')}
          value={compartment}
          options={(decided ? [decided] : compartments).map((value) => ({ value, label: compartmentName(value, t) }))}
          onChange={(next) => next && setCompartment(next)}
          readers={t(`compartments.${compartment}.readers`)}
        />
      </div>
      <SendRow going={going} verb={t('documents.draft.send')} onClose={onClose} />
    </form>
  )
}

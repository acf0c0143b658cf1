import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Note } from '@palermo/shared/notes/contract.ts'
import { Eye, Lock, NotebookPen } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useWho } from '../agencies/useWho.ts'
import { audienceName, useAudienceReaders } from '../cases/audience.ts'
import { EarlierNote } from '../cases/EarlierNote.tsx'
import { WaitingEntries } from '../entries/WaitingEntries.tsx'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import { NoteForm } from './NoteForm.tsx'

type Writing = { corrects?: Note }

/** Notes of the case that the reader may read, newest first. */
export const Notes = ({ row }: { row: Case }) => {
  const t = useTranslate()
  const me = useMe()
  const assigns = me.actions.includes('see-team')
  const [writing, setWriting] = useState<Writing>()
  const [audience, setAudience] = useState<Note['audience'] | ''>('')
  const addId = useId()
  const written = useRef(false)
  useEffect(() => {
    // After the form has closed, the focus returns to the button that opened it.
    if (!writing && written.current) document.getElementById(addId)?.focus()
    written.current = writing !== undefined
  }, [writing, addId])
  const chosen = [...new Set(row.notes.map((note) => note.audience))].sort()
  const shown = row.notes.filter((note) => audience === '' || note.audience === audience)
  const corrected = new Set(row.notes.map(({ corrects }) => corrects))
  const mayWrite = row.noteCompartments.length > 0
  return (
    <Card
      title={t('notes.title')}
      flush
      actions={
        <>
          {chosen.length > 1 && !writing && (
            <FilterSelect
              label={t('notes.any-audience')}
              value={audience}
              options={chosen.map((value) => ({ value, label: t(`audiences.names.${value}`) }))}
              onChange={setAudience}
            />
          )}
          {mayWrite && !writing && (
            <Button id={addId} icon={NotebookPen} onPress={() => setWriting({})}>
              {t('notes.add')}
            </Button>
          )}
        </>
      }
    >
      <div className="border-t border-line">
        {writing && (
          <NoteForm
            key={writing.corrects?.id ?? 'new'}
            row={row}
            corrects={writing.corrects}
            onClose={() => setWriting(undefined)}
          />
        )}
        <WaitingEntries caseId={row.id} kind="note" />
        <EarlierNote row={row} />
        {shown.length === 0 && (
          <p className="measure px-4 py-3 text-quiet">
            {t(mayWrite ? 'notes.none' : assigns ? 'notes.none-readable-supervisor' : 'notes.none-readable')}
          </p>
        )}
        <ol className="divide-y divide-line">
          {shown.map((note) => (
            <NoteItem
              key={note.id}
              note={note}
              row={row}
              corrected={corrected.has(note.id)}
              onCorrect={mayWrite ? () => setWriting({ corrects: note }) : undefined}
            />
          ))}
        </ol>
      </div>
    </Card>
  )
}

interface ItemProps {
  note: Note
  row: Case
  corrected: boolean
  onCorrect: (() => void) | undefined
}

const NoteItem = ({ note, row, corrected, onCorrect }: ItemProps) => {
  const t = useTranslate()
  const me = useMe()
  const who = useWho()
  const readers = useAudienceReaders(row)
  const original = row.notes.find(({ id }) => id === note.corrects)
  return (
    <li id={`note-${note.id}`} className="flex flex-col gap-1.5 px-4 py-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-small text-quiet">
        <strong className="text-ink">{t(`notes.kinds.${note.kind}`)}</strong>
        <span>
          {note.agencyId === me.agencyId ? who(note.authorId) : (note.agencyName ?? t('cases.another-agency'))}
        </span>
        <At at={note.at} />
        <Badge icon={Lock}>{audienceName(note.audience, note.agencyId === me.agencyId, t)}</Badge>
        {corrected && <Badge tone="ended">{t('notes.corrected')}</Badge>}
      </p>
      {original && (
        <p className="text-small text-quiet">
          <a href={`#note-${original.id}`} className="underline underline-offset-3">
            {t('notes.corrects')} <At at={original.at} />
          </a>
        </p>
      )}
      <p dir="auto" className={`measure whitespace-pre-wrap ${corrected ? 'text-quiet' : ''}`}>
        {note.text}
      </p>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <p className="flex min-w-0 items-start gap-1.5 text-small text-quiet">
          <Eye aria-hidden size={15} strokeWidth={2} className="mt-0.5 shrink-0" />
          {readers(note)}
        </p>
        {note.mine && onCorrect && (
          <button
            type="button"
            onClick={onCorrect}
            className="-my-1 min-h-6 rounded-control px-1.5 py-1 text-small text-accent hover:bg-hover touch:min-h-12"
          >
            {t('notes.correct')}
          </button>
        )}
      </div>
    </li>
  )
}

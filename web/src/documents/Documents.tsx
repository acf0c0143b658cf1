import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Document } from '@palermo/shared/documents/contract.ts'
import { narrowerPlaces } from '@palermo/shared/documents/places.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { FilePlus2 } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { DocumentForm } from './DocumentForm.tsx'
import { DocumentItem } from './DocumentItem.tsx'
import { PreviewDialog } from './PreviewDialog.tsx'
import { documentsQuery } from './queries.ts'
import { RestrictDialog } from './RestrictDialog.tsx'
import { WithdrawDialog } from './WithdrawDialog.tsx'

type Open =
  | { what: 'add' }
  | { what: 'revise' | 'restrict' | 'withdraw' | 'preview'; document: Document; number?: number }

/** Lists the documents of the case in those compartments to which the reader has access, newest first. */
export const Documents = ({ row }: { row: Case }) => {
  const t = useTranslate()
  const me = useMe()
  const assigns = me.actions.includes('see-team')
  const queryClient = useQueryClient()
  const list = useQuery(documentsQuery(row.id))
  const [open, setOpen] = useState<Open>()
  const addId = useId()
  const wrote = useRef(false)
  const writing = open?.what === 'add' || open?.what === 'revise'
  useEffect(() => {
    // After the form has closed, the focus returns to the button that opened it.
    if (!writing && wrote.current) document.getElementById(addId)?.focus()
    wrote.current = writing
  }, [writing, addId])
  const reload = () => {
    void queryClient.invalidateQueries({ queryKey: documentsQuery(row.id).queryKey })
    setOpen(undefined)
  }
  const addable = list.data?.addable ?? []
  return (
    <Card
      title={t('documents.title')}
      flush
      actions={
        addable.length > 0 &&
        !writing && (
          <Button id={addId} icon={FilePlus2} onPress={() => setOpen({ what: 'add' })}>
            {t('documents.add')}
          </Button>
        )
      }
    >
      <div className="border-t border-line">
        {writing && (
          <DocumentForm
            key={open.what === 'revise' ? open.document.id : 'new'}
            row={row}
            compartments={addable}
            revises={open.what === 'revise' ? open.document : undefined}
            onClose={() => setOpen(undefined)}
            onReload={reload}
          />
        )}
        {!list.data?.items.length && !writing && (
          <div className="px-4 py-3">
            <EmptyState
              of={list}
              small
              sentence={t(
                addable.length > 0
                  ? 'documents.none'
                  : assigns
                    ? 'documents.none-readable-supervisor'
                    : 'documents.none-readable',
              )}
            />
          </div>
        )}
        <ol className="divide-y divide-line">
          {list.data?.items.map((document) => (
            <DocumentItem
              key={document.id}
              document={document}
              onPreview={(number) => setOpen({ what: 'preview', document, number })}
              onRevise={() => setOpen({ what: 'revise', document })}
              mayRestrict={narrowerPlaces(document, addable).length > 0}
              onRestrict={() => setOpen({ what: 'restrict', document })}
              onWithdraw={() => setOpen({ what: 'withdraw', document })}
            />
          ))}
        </ol>
      </div>
      {open?.what === 'restrict' && (
        <RestrictDialog
          document={open.document}
          places={narrowerPlaces(open.document, addable)}
          onClose={() => setOpen(undefined)}
          onReload={reload}
        />
      )}
      {open?.what === 'withdraw' && (
        <WithdrawDialog document={open.document} onClose={() => setOpen(undefined)} onReload={reload} />
      )}
      {open?.what === 'preview' && (
        <PreviewDialog document={open.document} number={open.number ?? 1} onClose={() => setOpen(undefined)} />
      )}
    </Card>
  )
}

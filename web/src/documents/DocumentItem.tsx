import type { Document, DocumentVersion } from '@palermo/shared/documents/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Download, Eye, FileImage, FileText, FileX2, Lock } from 'lucide-react'
import { useWho } from '../agencies/useWho.ts'
import { audienceName } from '../cases/audience.ts'
import { download } from '../download/download.ts'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { useMe } from '../session/useSession.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { At } from '../ui/Due.tsx'
import { toast } from '../ui/toast.ts'
import { actOnDocument } from './queries.ts'
import { useSize } from './sizes.ts'

interface Props {
  document: Document
  onPreview: (number: number) => void
  onRevise: () => void
  /** Whether the document can be restricted to fewer readers. */
  mayRestrict: boolean
  onRestrict: () => void
  onWithdraw: () => void
}

/** Shows one document: kind, compartment, author and time, the newest file and, on request, older files. */
export const DocumentItem = ({ document, onPreview, ...acts }: Props) => {
  const t = useTranslate()
  const me = useMe()
  const who = useWho()
  const { title, kind, audience, versions, status } = document
  const [newest, ...older] = versions
  const Icon = status === 'withdrawn' ? FileX2 : newest?.preview ? FileImage : FileText
  return (
    <li className="flex gap-3 px-4 py-3">
      <Icon aria-hidden size={22} strokeWidth={1.7} className="mt-0.5 shrink-0 text-quiet" />
      <div className="flex min-w-0 grow flex-col gap-1.5">
        <h3 className="min-w-0 break-words">{title ?? t(`documents.kinds.${kind}`)}</h3>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-small text-quiet">
          {title !== null && <span>{t(`documents.kinds.${kind}`)}</span>}
          <span>
            {document.agencyId === me.agencyId
              ? who(document.authorId)
              : (document.agencyName ?? t('cases.another-agency'))}
          </span>
          <At at={document.addedAt} />
          <Badge icon={Lock}>{audienceName(audience, document.agencyId === me.agencyId, t)}</Badge>
        </p>
        {status === 'withdrawn' && document.withdrawalReason && document.withdrawnAt && (
          <p className="text-small text-quiet">
            {t('documents.withdrawn', { reason: t(`documents.reasons.${document.withdrawalReason}`) })}{' '}
            <At at={document.withdrawnAt} />
          </p>
        )}
        {newest && <File document={document} version={newest} onPreview={onPreview} />}
        {older.length > 0 && (
          <details>
            <summary className="min-h-6 cursor-pointer py-0.5 text-small text-accent touch:min-h-12 touch:py-3">
              {t('documents.older', { count: older.length })}
            </summary>
            <ol className="flex flex-col gap-2 border-s-2 border-line pt-1 ps-3">
              {older.map((version) => (
                <li key={version.number}>
                  <File document={document} version={version} onPreview={onPreview} isOld />
                </li>
              ))}
            </ol>
          </details>
        )}
        <Acts document={document} {...acts} />
      </div>
    </li>
  )
}

interface FileProps {
  document: Document
  version: DocumentVersion
  onPreview: (number: number) => void
  isOld?: boolean
}

const File = ({ document, version, onPreview, isOld = false }: FileProps) => {
  const t = useTranslate()
  const size = useSize()
  const { number, type, pages, changes } = version
  const get = useMutation({
    mutationFn: () => download(`/documents/${document.id}/versions/${number}/content`),
    onError: (error) => toast(wordsFor(error, t).title),
  })
  const facts = [
    ...(isOld || document.versions.length > 1 ? [t('documents.version', { number })] : []),
    t(`documents.types.${type}`),
    ...(pages === null ? [] : [t('documents.pages', { count: pages })]),
    size(version.size),
  ]
  const done = changes.filter((change) => change !== 'redrawn').map((change) => t(`documents.changes.${change}`))
  const name = document.title ?? ''
  return (
    <div className="flex flex-col gap-1">
      <p className="text-small text-quiet">
        {facts.join(' · ')}
        {isOld && (
          <>
            {' '}
            · <At at={version.at} />
          </>
        )}
      </p>
      {done.length > 0 && !isOld && <p className="measure text-small text-quiet">{done.join(' ')}</p>}
      <div className="flex flex-wrap gap-2">
        {version.preview && (
          <Button icon={Eye} aria-label={t('documents.view-named', { name, number })} onPress={() => onPreview(number)}>
            {t('documents.view')}
          </Button>
        )}
        <Button
          icon={Download}
          aria-label={t('documents.download-named', { name, number })}
          isPending={get.isPending}
          onPress={() => get.mutate()}
        >
          {t('documents.download')}
        </Button>
      </div>
    </div>
  )
}

type ActsProps = Omit<Props, 'onPreview'>

/** The buttons for the reader's actions on the document; renders nothing if the reader has no action. */
const Acts = ({ document, onRevise, mayRestrict, onRestrict, onWithdraw }: ActsProps) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const { id, version, actions } = document
  const back = useMutation({
    mutationFn: () => actOnDocument(queryClient, id, { action: 'reopen', version }),
    onSuccess: () => toast(t('documents.put-back')),
    onError: (error) => toast(wordsFor(error, t).title),
  })
  if (actions.length === 0) return null
  const name = document.title ?? t(`documents.kinds.${document.kind}`)
  return (
    <div className="-ms-3.5 flex flex-wrap">
      {actions.includes('revise') && (
        <Button rank="quiet" aria-label={t('documents.revise-named', { name })} onPress={onRevise}>
          {t('documents.new-version')}
        </Button>
      )}
      {actions.includes('restrict') && mayRestrict && (
        <Button rank="quiet" aria-label={t('documents.restrict-named', { name })} onPress={onRestrict}>
          {t('documents.restrict')}
        </Button>
      )}
      {actions.includes('withdraw') && (
        <Button rank="quiet" aria-label={t('documents.withdraw-named', { name })} onPress={onWithdraw}>
          {t('documents.withdraw')}
        </Button>
      )}
      {actions.includes('reopen') && (
        <Button rank="quiet" isPending={back.isPending} onPress={() => back.mutate()}>
          {t('documents.reopen')}
        </Button>
      )}
    </div>
  )
}

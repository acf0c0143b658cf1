import type { Profile } from '@palermo/shared/deadlines/profile.ts'
import type { ProfilePreview } from '@palermo/shared/jurisdictions/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { AskBack } from '../acts/AskBack.tsx'
import { CountedMoves } from '../deadlines/CountedMoves.tsx'
import { useSpan } from '../deadlines/span.ts'
import { stepWords } from '../deadlines/steps.ts'
import { useCounting } from '../deadlines/useCounting.ts'
import { useTranslate } from '../messages.ts'
import { Refused, wordsFor } from '../problem.ts'
import { Alert } from '../ui/Alert.tsx'
import { Choice } from '../ui/Choice.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { toast } from '../ui/toast.ts'
import { profileMoves, publishProfile } from './queries.ts'
import { Warnings } from './Warnings.tsx'

interface Props {
  document: Profile
  onPublished: () => void
  onClose: () => void
}

/**
 * Shows the deadlines that would move, then asks whether the version applies only to new deadlines or also to running
 * ones.
 */
export const PublishDialog = ({ document, onPublished, onClose }: Props) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const [scope, setScope] = useState<'new' | 'running'>('new')
  // The preview always shows the version with which the dialog was opened.
  const [ask] = useState(() => profileMoves(document))
  const { counting, error: uncounted, isCounting, isStopped, stop } = useCounting(ask)
  const publish = useMutation({
    mutationFn: () => publishProfile({ document, moveRunning: scope === 'running' }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['jurisdictions'] })
      toast(t('jurisdictions.published', { version: document.version }))
      onPublished()
      onClose()
    },
  })
  const error = publish.error ?? uncounted
  return (
    <AskBack
      title={t('jurisdictions.publish-title', { version: document.version })}
      wide
      verb={t('jurisdictions.publish')}
      isOpen
      isPending={publish.isPending}
      isDisabled={!counting || isCounting}
      onYes={() => publish.mutate()}
      onClose={onClose}
    >
      {error !== undefined && (
        <Alert tone="danger" title={wordsFor(error, t).title} live>
          {error instanceof Refused && error.document.errors
            ? error.document.errors.map(({ detail }) => detail).join('; ')
            : wordsFor(error, t).detail}
        </Alert>
      )}
      {!counting && error === undefined && <SkeletonRows rows={4} />}
      {counting && (
        <>
          <Warnings warnings={counting.page.warnings} />
          <Changes changes={counting.page.changes} />
          <CountedMoves counting={counting} isStopped={isStopped} stop={stop} />
          <Choice
            label={t('jurisdictions.scope')}
            value={scope}
            options={[
              { value: 'new', label: t('jurisdictions.scope-new'), hint: t('jurisdictions.scope-new-hint') },
              {
                value: 'running',
                label: t('jurisdictions.scope-running'),
                hint: t('jurisdictions.scope-running-hint', { count: counting.moves.count }),
              },
            ]}
            onChange={setScope}
          />
        </>
      )}
    </AskBack>
  )
}

const Changes = ({ changes }: Pick<ProfilePreview, 'changes'>) => {
  const t = useTranslate()
  const spanWords = useSpan()
  const { formatList } = useIntl()
  const describe = ({ before, after, parts }: ProfilePreview['changes'][number]) => {
    if (!after) return t('jurisdictions.case-gone', { limit: before ? spanWords(before.limit) : '' })
    if (!before) return t('jurisdictions.case-new', { limit: spanWords(after.limit) })
    const [old, fresh] = [spanWords(before.limit), spanWords(after.limit)]
    const others = parts.filter((part) => part !== 'limit' || old === fresh)
    return [
      ...(old === fresh ? [] : [`${old} → ${fresh}`]),
      ...(others.length > 0 ? [formatList(others.map((part) => t(`jurisdictions.parts.${part}`)))] : []),
    ].join('; ')
  }
  return (
    <section className="flex flex-col gap-1" aria-label={t('jurisdictions.changes')}>
      <h3 className="font-strong">{t('jurisdictions.changes')}</h3>
      <ul className="flex flex-col divide-y divide-line">
        {changes.map((change) => (
          <li
            key={`${change.key} ${change.variant} ${change.after === null}`}
            className="flex flex-wrap gap-x-2 py-1.5"
          >
            <strong>{stepWords(change.key, t)}</strong>
            <span>{describe(change)}</span>
          </li>
        ))}
      </ul>
      {changes.some(({ parts }) => parts.some((part) => part !== 'limit' && part !== 'source')) && (
        <p className="measure text-small text-quiet">{t('jurisdictions.ladder-note')}</p>
      )}
    </section>
  )
}

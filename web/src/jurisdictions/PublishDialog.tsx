import './page-messages.ts'
import type { Profile } from '@palermo/shared/deadlines/profile.ts'
import type { ProfilePreview } from '@palermo/shared/jurisdictions/contract.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { MovesList } from '../deadlines/MovesList.tsx'
import { useSpan } from '../deadlines/span.ts'
import { stepWords } from '../deadlines/steps.ts'
import { useSay } from '../messages.ts'
import { Refused, wordsFor } from '../problem.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { toast } from '../ui/toast.ts'
import { previewProfile, publishProfile } from './queries.ts'
import { Warnings } from './Warnings.tsx'

interface Props {
  document: Profile
  onPublished: () => void
  onClose: () => void
}

/** What would change for whom; then whether it holds only for what begins from now on, or for what runs as well. */
export const PublishDialog = ({ document, onPublished, onClose }: Props) => {
  const say = useSay()
  const queryClient = useQueryClient()
  const [scope, setScope] = useState<'new' | 'running'>('new')
  const preview = useQuery({
    queryKey: ['jurisdictions', 'preview', document],
    queryFn: () => previewProfile(document),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const publish = useMutation({
    mutationFn: () => publishProfile({ document, moveRunning: scope === 'running' }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['jurisdictions'] })
      toast(say('jurisdictions.published', { version: document.version }))
      onPublished()
      onClose()
    },
  })
  const error = publish.error ?? preview.error
  return (
    <Dialog title={say('jurisdictions.publish-title', { version: document.version })} wide isOpen onClose={onClose}>
      {error && (
        <Alert tone="danger" title={wordsFor(error, say).title} live>
          {error instanceof Refused && error.document.errors
            ? error.document.errors.map(({ detail }) => detail).join('; ')
            : wordsFor(error, say).detail}
        </Alert>
      )}
      {preview.isPending && <SkeletonRows rows={4} />}
      {preview.data && (
        <>
          <Warnings warnings={preview.data.warnings} />
          <Changes preview={preview.data} />
          <MovesList moves={preview.data.moves} />
          <Choice
            label={say('jurisdictions.scope')}
            value={scope}
            options={[
              { value: 'new', label: say('jurisdictions.scope-new'), hint: say('jurisdictions.scope-new-hint') },
              {
                value: 'running',
                label: say('jurisdictions.scope-running'),
                hint: say('jurisdictions.scope-running-hint', { count: preview.data.moves.count }),
              },
            ]}
            onChange={setScope}
          />
        </>
      )}
      <DialogActions>
        <Button
          rank="primary"
          isDisabled={!preview.data}
          isPending={publish.isPending}
          onPress={() => publish.mutate()}
        >
          {say('jurisdictions.publish')}
        </Button>
        <Button rank="quiet" onPress={onClose}>
          {say('acts.cancel')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

const Changes = ({ preview: { changes } }: { preview: ProfilePreview }) => {
  const say = useSay()
  const spanWords = useSpan()
  return (
    <section className="flex flex-col gap-1" aria-label={say('jurisdictions.changes')}>
      <h3 className="font-strong">{say('jurisdictions.changes')}</h3>
      <ul className="flex flex-col divide-y divide-line">
        {changes.map(({ key, variant, before, after }) => {
          const [old, fresh] = [before && spanWords(before.limit), after && spanWords(after.limit)]
          return (
            <li key={`${key} ${variant}`} className="flex flex-wrap gap-x-2 py-1.5">
              <strong>{stepWords(key, say)}</strong>
              <span>{old === fresh ? say('jurisdictions.word-changed') : `${old ?? '–'} → ${fresh ?? '–'}`}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

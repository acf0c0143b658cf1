import type { PushState } from '@palermo/shared/notices/push.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { Alert } from '../ui/Alert.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { toast } from '../ui/toast.ts'
import { canPush, NotPermitted, pushQuery, readThisDevice, subscribe, unsubscribe } from './push.ts'

/**
 * Lists the reader's browsers that are subscribed to push messages, and shows whether the browser in use is subscribed.
 */
export const DevicesCard = ({ state }: { state: PushState }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const here = useQuery({ queryKey: ['push', 'here'], queryFn: async () => (await readThisDevice()) ?? null })
  const settled = () => queryClient.invalidateQueries({ queryKey: pushQuery.queryKey })
  const begin = useMutation({
    mutationFn: subscribe,
    onSuccess: () => toast(t('notices.push.begun')),
    onSettled: settled,
  })
  const end = useMutation({
    mutationFn: unsubscribe,
    onSuccess: () => toast(t('notices.push.ended')),
    onSettled: settled,
  })
  const { publicKey, devices } = state
  const isHere = devices.some(({ id }) => id === here.data)
  const error = begin.error ?? end.error
  const wrong =
    error &&
    (error instanceof NotPermitted
      ? { title: t('notices.push.not-permitted'), detail: t('notices.push.not-permitted-detail') }
      : wordsFor(error, t))
  return (
    <Card title={t('notices.push.title')}>
      <p className="measure text-quiet">{t('notices.push.lead')}</p>
      {wrong && (
        <Alert tone="danger" live title={wrong.title}>
          {wrong.detail}
        </Alert>
      )}
      {devices.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {devices.map(({ id, device, createdAt }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5">
              <div className="min-w-0 grow">
                <p className="flex flex-wrap items-center gap-2 font-strong">
                  {device} {id === here.data && <Badge tone="accent">{t('notices.push.this-one')}</Badge>}
                </p>
                <p className="text-small text-quiet">
                  {t('notices.push.since')} <At at={createdAt} />
                </p>
              </div>
              <Button onPress={() => end.mutate(id)} isPending={end.isPending && end.variables === id}>
                {t('notices.push.end')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {!canPush() ? (
        <p className="text-small text-quiet">{t('notices.push.cannot')}</p>
      ) : publicKey === null ? (
        <p className="text-small text-quiet">{t('notices.push.not-yet')}</p>
      ) : (
        !isHere && (
          <div>
            <Button onPress={() => begin.mutate(publicKey)} isPending={begin.isPending}>
              {t('notices.push.begin')}
            </Button>
          </div>
        )
      )}
    </Card>
  )
}

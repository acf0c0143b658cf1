import type { Feed } from '@palermo/shared/feeds/contract.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { AskBack } from '../acts/AskBack.tsx'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { orTrouble } from '../query-client.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { toast } from '../ui/toast.ts'
import { endFeed, feedQuery, makeFeed } from './queries.ts'

/**
 * Creates, renews or ends the calendar feed of the reader's due times, and lists the programs that read it. The address
 * of the feed is shown only once, after it is created or renewed.
 */
export const FeedCard = () => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const { data } = useQuery({ ...feedQuery, throwOnError: orTrouble })
  const [sure, setSure] = useState<'renew' | 'end'>()
  const make = useMutation({
    mutationFn: makeFeed,
    onSuccess: ({ feed }) => queryClient.setQueryData(feedQuery.queryKey, { feed }),
    onSettled: () => setSure(undefined),
  })
  const end = useMutation({
    mutationFn: endFeed,
    onSuccess: () => {
      make.reset()
      queryClient.setQueryData(feedQuery.queryKey, { feed: null })
      toast(t('feeds.ended'))
    },
    onSettled: () => setSure(undefined),
  })
  const error = make.error ?? end.error
  const wrong = error ? wordsFor(error, t) : undefined
  return (
    <Card title={t('feeds.title')}>
      <p className="measure text-quiet">{t('feeds.lead')}</p>
      {wrong && (
        <Alert tone="danger" title={wrong.title} live>
          {wrong.detail}
        </Alert>
      )}
      {!data && <SkeletonRows rows={2} />}
      {make.data && <Address url={`${window.location.origin}${make.data.path}`} />}
      {data?.feed && <Readers feed={data.feed} />}
      {data && (
        <div className="flex flex-wrap gap-2">
          <Button onPress={() => (data.feed ? setSure('renew') : make.mutate())} isPending={make.isPending}>
            {t(data.feed ? 'feeds.renew' : 'feeds.make')}
          </Button>
          {data.feed && (
            <Button rank="quiet" onPress={() => setSure('end')} isPending={end.isPending}>
              {t('feeds.end')}
            </Button>
          )}
        </div>
      )}
      {sure && (
        <AskBack
          title={t(`feeds.${sure}`)}
          lead={t(`feeds.${sure}-lead`)}
          verb={t(`feeds.${sure}`)}
          rank="danger"
          isOpen
          isPending={make.isPending || end.isPending}
          onYes={() => (sure === 'renew' ? make.mutate() : end.mutate())}
          onClose={() => setSure(undefined)}
        />
      )}
    </Card>
  )
}

const Address = ({ url }: { url: string }) => {
  const t = useTranslate()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url)
      toast(t('feeds.copied'))
    } catch {
      toast(t('feeds.not-copied'))
    }
  }
  return (
    <Alert
      tone="warn"
      title={t('feeds.once')}
      live
      action={
        <Button icon={Copy} onPress={() => void copy()}>
          {t('feeds.copy')}
        </Button>
      }
    >
      <code className="block break-all select-all">{url}</code>
    </Alert>
  )
}

const Readers = ({ feed: { madeAt, expiresAt, readers } }: { feed: Feed }) => {
  const t = useTranslate()
  return (
    <>
      <p>
        {t('feeds.made')} <At at={madeAt} /> · {t('feeds.expires')} <At at={expiresAt} />
      </p>
      {readers.length === 0 ? (
        <p className="text-quiet">{t('feeds.no-readers')}</p>
      ) : (
        <section aria-label={t('feeds.readers')}>
          <h3 className="font-strong">{t('feeds.readers')}</h3>
          <ul className="divide-y divide-line">
            {readers.map(({ program, lastAt, reads }) => (
              <li key={program} className="flex flex-wrap gap-x-2 py-1.5">
                <span>{t(`feeds.programs.${program}`)}</span>
                <span className="text-quiet">
                  {t('feeds.reads', { count: reads })} · {t('feeds.last')} <At at={lastAt} />
                </span>
              </li>
            ))}
          </ul>
          <p className="measure text-small text-quiet">{t('feeds.stolen')}</p>
        </section>
      )}
    </>
  )
}

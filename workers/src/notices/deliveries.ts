import type { Db } from '@palermo/db/actor.ts'
import { type Handed, handToQueue } from '@palermo/db/notices/handing.ts'
import { type Claim, claimOutboundMessage, writeOutboundMessages } from '@palermo/db/notices/outbound-messages.ts'
import { claimWebhookMessage } from '@palermo/db/notices/webhook-messages.ts'
import { type OutwardChannel, outwardChannels } from '@palermo/shared/notices/choices.ts'
import { lastTry, lastTryOf, pauseAfter } from '@palermo/shared/notices/policy.ts'
import { DelayedError, type Job, UnrecoverableError } from 'bullmq'
import { inTime } from '../in-time.ts'
import type { Log } from '../log.ts'
import { leaveNoTrace, type Queues } from '../queues.ts'
import type { Settings } from '../settings.ts'
import type { Tally } from '../tally.ts'
import { isOpen, type Sent, sendOne, sendOutboundMessages, waysOut } from './jobs.ts'
import { planWebhookMessages, sendWebhookMessage, signingMeans } from './webhooks.ts'

/** Each channel has its own queue, so that a slow channel does not delay another, and its own rate limit. */
const channels = [...outwardChannels, 'webhook'] as const
type DeliveryChannel = (typeof channels)[number]

/** Maximum concurrent deliveries of each channel in one process. */
const atOnce: Readonly<Record<DeliveryChannel, number>> = { email: 3, sms: 3, push: 6, webhook: 6 }

/** Milliseconds after which a job whose channel is not set up is tried again. */
const untilOpen = 60_000

interface Delivering {
  db: Db
  queues: Queues
  settings: Settings
  tally: Tally
  log: Log
  stopping: () => boolean
}

export interface Deliveries {
  /** Hands e-mails, text messages and push messages that are due to the queue. */
  outboundMessages(): Promise<void>
  /** Hands webhook messages that are due to the queue. */
  webhooks(): Promise<void>
}

/**
 * Adds one job for each delivery, with the queue's attempts, backoff and rate limits. The database rows decide what is
 * sent: a job claims its row before it sends, jobs that a queue has lost are added again from the rows, and while the
 * queue is unreachable each process sends the rows itself.
 */
export const startDeliveries = ({ db, queues, settings, tally, log, stopping }: Delivering): Deliveries => {
  const perChannel = new Map(channels.map((channel) => [channel, queues.queue(channel)] as const))
  for (const channel of channels) {
    const means = { db, settings, tally, log }
    queues.worker(channel, deliver(channel === 'webhook' ? webhookSender(means) : messageSender(means, channel)), {
      concurrency: atOnce[channel],
      limiter: { max: settings.rates[channel], duration: 1_000 },
      settings: { backoffStrategy: (made, _type, _error, job) => pauseAfter((job?.data.made ?? 0) + made) },
    })
  }

  const add = async ({ id, channel, made, jobId }: Handed) => {
    const attempts = Math.max((channel === 'webhook' ? lastTry : lastTryOf(channel)) - made, 1)
    const data: JobData = { id, made }
    await perChannel
      .get(channel)
      ?.add('deliver', data, { ...leaveNoTrace, jobId, attempts, backoff: { type: 'custom' } })
  }
  // Added one by one, because BullMQ's bulk insert needs temporary tables, which no database role may create.
  const hand = async (messages: readonly Handed[]) => {
    await inTime(Promise.all(messages.map(add)))
  }
  const handOr = async (sort: 'outbound-messages' | 'webhooks', withoutQueue: () => Promise<void>) => {
    try {
      await handToQueue(db, sort, hand)
    } catch (err) {
      log.warn({ err }, 'the queue takes no deliveries: they are sent without it')
      await withoutQueue()
    }
  }
  return {
    async outboundMessages() {
      const ways = await waysOut(db, settings)
      const open = outwardChannels.filter((channel) => isOpen(ways, channel))
      await writeOutboundMessages(db, { channels: open, texts: settings.texts.caps }, stopping)
      await handOr('outbound-messages', () => sendOutboundMessages(db, settings, tally, log, stopping))
    },
    async webhooks() {
      if ((await signingMeans(db, settings, log)) === undefined) return
      await handOr('webhooks', () => planWebhookMessages(db, settings, tally, log, stopping))
    },
  }
}

interface JobData {
  id: string
  /** Attempts that were made before this job was added. */
  made: number
}

/**
 * Sends the message with this id. Returns the result, or the milliseconds that the job must wait if its channel is not
 * set up.
 */
type Sender = (id: string) => Promise<Sent | number>

const deliver = (send: Sender) => async (job: Job<JobData>, token: string) => {
  const sent = await send(job.data.id)
  if (typeof sent === 'number') {
    await job.moveToDelayed(Date.now() + sent, token)
    throw new DelayedError()
  }
  if (sent.state === 'dead') throw new UnrecoverableError(sent.code)
  if (sent.state === 'failed') throw new Error(sent.code)
}

const claimed = async <M>(claim: Claim<M>, send: (message: M) => Promise<Sent>): Promise<Sent | number> => {
  if (claim === 'done') return { state: 'done' }
  return 'waitMs' in claim ? claim.waitMs : send(claim.message)
}

type Means = Pick<Delivering, 'db' | 'settings' | 'tally' | 'log'>

const messageSender =
  ({ db, settings, tally, log }: Means, channel: OutwardChannel): Sender =>
  async (id) => {
    const ways = await waysOut(db, settings)
    if (!isOpen(ways, channel)) return untilOpen
    return claimed(await claimOutboundMessage(db, id), (message) => sendOne(db, ways, tally, log, message))
  }

const webhookSender =
  ({ db, settings, tally, log }: Means): Sender =>
  async (id) => {
    const means = await signingMeans(db, settings, log)
    if (means === undefined) return untilOpen
    return claimed(await claimWebhookMessage(db, id), (message) => sendWebhookMessage(db, means, tally, log, message))
  }

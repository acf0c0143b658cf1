import type { OutboundMessage } from '@palermo/db/notices/outbound-messages.ts'
import type { PushKeys } from '@palermo/db/notices/push.ts'
import { NoAnswer, post, type Reach } from '../outbound.ts'
import type { MailSettings } from '../settings.ts'
import { NotSent } from './not-sent.ts'
import { noticeLine } from './words.ts'

/** Imported at the first use, because most workers have no push message to send. */
const library = async () => (await import('web-push')).default

export const makePushKeys = async (): Promise<PushKeys> => (await library()).generateVAPIDKeys()

/** The push service no longer knows this browser, because its owner signed out or revoked the permission. */
export class BrowserGone extends Error {}

/** Seconds for which a push service keeps a message for a browser that is offline. */
const keptFor = 4 * 3600

/**
 * Sends a push message encrypted for one browser (RFC 8291), signed with this system's own key (RFC 8292): the number
 * of waiting notifications and where to read them. A newer message replaces an earlier one, both in delivery and on the
 * screen.
 * @throws NotSent, BrowserGone
 */
export const sendPush = async (
  keys: PushKeys,
  { mail, reach }: { mail: MailSettings; reach: Reach },
  message: OutboundMessage,
): Promise<void> => {
  const { browser } = message
  if (browser === null) throw new BrowserGone()
  const { endpoint, headers, body } = await sealed(keys, mail, browser, message)
  const status = await post({ url: endpoint, headers, body }, reach).catch((error) => {
    if (!(error instanceof NoAnswer)) throw error
    throw new NotSent(error.code, false)
  })
  if (status >= 200 && status < 300) return
  if (status === 404 || status === 410) throw new BrowserGone()
  throw new NotSent(`HTTP ${status}`, status < 500 && status !== 429)
}

const sealed = async (
  keys: PushKeys,
  mail: MailSettings,
  { endpoint, p256dh, auth }: NonNullable<OutboundMessage['browser']>,
  message: OutboundMessage,
) => {
  const { generateRequestDetails } = await library()
  const payload = JSON.stringify({ text: noticeLine(message), path: '/notices' })
  try {
    const details = generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
      vapidDetails: { subject: subjectOf(mail), ...keys },
      TTL: keptFor,
      urgency: 'high',
      topic: 'notices',
    })
    return { endpoint: details.endpoint, headers: details.headers as Record<string, string>, body: details.body }
  } catch {
    // The key of the browser's subscription is invalid.
    throw new BrowserGone()
  }
}

/** The operator's contact address for push services. */
const subjectOf = ({ address, from }: MailSettings) =>
  address.startsWith('https:') ? address : `mailto:${/<([^>]+)>/.exec(from)?.[1] ?? from}`

import { hasWords, type Translate } from '../messages.ts'

/**
 * The topic of a message in words, with general terms for agency and step, because the delivery log does not store
 * them.
 */
export const topicWords = (topic: string, t: Translate): string =>
  hasWords(`notices.topics.${topic}`)
    ? t(`notices.topics.${topic}`, { agency: t('notices.some-agency'), step: t('notices.some-step') })
    : topic

/** An error code in words, if there is a text for it. The code itself is shown beside the text, for support. */
export const errorWords = (error: string, t: Translate): string =>
  hasWords(`notices.errors.${error}`) ? `${t(`notices.errors.${error}`)} (${error})` : error

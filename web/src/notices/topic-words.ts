import { hasWords, type Translate } from '../messages.ts'

/** The topic in words with general terms for agency and step, which the delivery log does not store. */
export const topicWords = (topic: string, t: Translate): string =>
  hasWords(`notices.topics.${topic}`)
    ? t(`notices.topics.${topic}`, { agency: t('notices.some-agency'), step: t('notices.some-step') })
    : topic

/** The error in words if there is a text for it. The code is shown beside it, for support. */
export const errorWords = (error: string, t: Translate): string =>
  hasWords(`notices.errors.${error}`) ? `${t(`notices.errors.${error}`)} (${error})` : error

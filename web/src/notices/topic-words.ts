import { hasWords, type Translate } from '../messages.ts'

/**
 * Returns the topic of a message as text, or its code if there is no text for the topic. The text has general terms for
 * the agency and the step, because the delivery log stores neither.
 */
export const topicWords = (topic: string, t: Translate): string =>
  hasWords(`notices.topics.${topic}`)
    ? t(`notices.topics.${topic}`, { agency: t('notices.some-agency'), step: t('notices.some-step') })
    : topic

/**
 * Returns an error code as text, followed by the code itself for support; without a text for the code, only the code.
 */
export const errorWords = (error: string, t: Translate): string =>
  hasWords(`notices.errors.${error}`) ? `${t(`notices.errors.${error}`)} (${error})` : error

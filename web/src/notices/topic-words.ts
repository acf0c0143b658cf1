import { hasWords, type Translate } from '../messages.ts'

/** What something that left was about: which agency and which step stay with the notice. */
export const topicWords = (topic: string, t: Translate): string =>
  hasWords(`notices.topics.${topic}`)
    ? t(`notices.topics.${topic}`, { agency: t('notices.some-agency'), step: t('notices.some-step') })
    : topic

/** What went wrong, in words where there are any. The code stays beside it, for support. */
export const errorWords = (error: string, t: Translate): string =>
  hasWords(`notices.errors.${error}`) ? `${t(`notices.errors.${error}`)} (${error})` : error

import { hasWords, type Say } from '../messages.ts'

/** What something that left was about: which agency and which step stay with the notice. */
export const topicWords = (topic: string, say: Say): string =>
  hasWords(`notices.topics.${topic}`)
    ? say(`notices.topics.${topic}`, { agency: say('notices.some-agency'), step: say('notices.some-step') })
    : topic

/** What went wrong, in words where there are any. The code stays beside it, for support. */
export const errorWords = (error: string, say: Say): string =>
  hasWords(`notices.errors.${error}`) ? `${say(`notices.errors.${error}`)} (${error})` : error

import type { Notice } from '@palermo/shared/notices/contract.ts'
import { hasWords, type Say } from '../messages.ts'

/** A notice in words: what happened and by which agency. The case's code stands beside it, never a name. */
export const noticeWords = (notice: Notice, say: Say): string => {
  const key = `notices.topics.${notice.topic}`
  const step = notice.step && hasWords(`deadlines.steps.${notice.step}`) ? say(`deadlines.steps.${notice.step}`) : ''
  const agency = notice.agencyName ?? say('notices.an-agency')
  return hasWords(key) ? say(key, { agency, step }) : say('notices.changed', { agency })
}

import type { Notice } from '@palermo/shared/notices/contract.ts'
import { stepWords } from '../deadlines/steps.ts'
import { hasWords, type Say } from '../messages.ts'

/** A notice in words: what happened and by which agency. The case's code stands beside it, never a name. */
export const noticeWords = (notice: Notice, say: Say): string => {
  const key = `notices.topics.${notice.topic}`
  const step = notice.step === null ? say('notices.some-step') : stepWords(notice.step, say, notice.detail)
  const agency = notice.agencyName ?? say('notices.an-agency')
  return hasWords(key) ? say(key, { agency, step }) : say('notices.changed', { agency })
}

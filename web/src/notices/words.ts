import type { Notice } from '@palermo/shared/notices/contract.ts'
import { stepWords } from '../deadlines/steps.ts'
import { hasWords, type Translate } from '../messages.ts'

/**
 * Returns the text of a notification, which names the event and the agency but never a client; the case reference is
 * shown beside the text.
 */
export const noticeWords = (notice: Notice, t: Translate): string => {
  const key = `notices.topics.${notice.topic}`
  const step = notice.step === null ? t('notices.some-step') : stepWords(notice.step, t, notice.detail)
  const agency = notice.agencyName ?? t('notices.an-agency')
  return hasWords(key) ? t(key, { agency, step }) : t('notices.changed', { agency })
}
